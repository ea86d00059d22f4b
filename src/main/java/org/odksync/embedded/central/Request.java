package org.odksync.embedded.central;

/**
 * One request that arrived.
 *
 * @param method in capitals
 * @param target path and query exactly as sent, nothing decoded
 */
public record Request(String method, String target) {}
