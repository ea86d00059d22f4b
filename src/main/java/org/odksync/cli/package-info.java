/** The command line: one command a file. */
package org.odksync.cli;
