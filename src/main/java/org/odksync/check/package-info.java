/** The checks behind the commands {@code doctor} and {@code verify}. */
package org.odksync.check;
