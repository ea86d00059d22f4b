/** What image runs ask for and what comes of it; object keys, content types, and links. */
package org.odksync.image;
