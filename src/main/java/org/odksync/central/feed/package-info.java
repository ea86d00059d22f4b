/**
 * Reading a feed of ODK Central: what to ask for, the streamed records, and how far it is stored.
 */
package org.odksync.central.feed;
