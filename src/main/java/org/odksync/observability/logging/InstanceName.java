package org.odksync.observability.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What operators know this process by, in each line of the log as well. */
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
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
