/** Settings from the environment, and the outside systems that they open: database and bucket. */
package org.odksync.config;
