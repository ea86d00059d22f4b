package org.odksync.embedded.central;

/**
 * One received request.
 *
 * @param method in capitals
 * @param target path and query as sent, not decoded
 */
public record ReceivedRequest(String method, String target) {}
