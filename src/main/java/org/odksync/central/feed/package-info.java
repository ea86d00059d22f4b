/** Reading a feed of ODK Central: requests, streamed records, and the cursor. */
package org.odksync.central.feed;
