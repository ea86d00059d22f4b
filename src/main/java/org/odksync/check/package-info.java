/** What a person asks for by hand: whether everything is equal, and whether everything works. */
package org.odksync.check;
