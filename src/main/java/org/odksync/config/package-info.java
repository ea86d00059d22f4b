/** Settings from the environment; proxies, certificates and timeouts of outbound connections. */
package org.odksync.config;
