package org.odksync.observability.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this process, for log lines, leases and alerts. */
public final class InstanceName extends PropertyDefinerBase {

  private static final String NAME = host() + "-" + ProcessHandle.current().pid();

  /** {@code <host>-<pid>}. */
  public static String name() {
    return NAME;
  }

  @Override
  public String getPropertyValue() {
    return NAME;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unresolved) {
      return "unknown";
    }
  }
}
