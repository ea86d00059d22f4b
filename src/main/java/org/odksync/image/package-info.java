/** Object keys, content types, and links of images. */
package org.odksync.image;
