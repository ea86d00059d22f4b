/** The service as a whole: what the other packages offer, wired into Camel. */
package org.odksync.app;
