/** Requests and outcomes of image runs; object keys, content types, links and S3 clients. */
package org.odksync.image;
