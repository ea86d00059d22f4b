package org.odksync.observability.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Formats the stack trace of an exception without messages, because these may quote data: the
 * database driver the values of a row, HTTP clients the query of an address. For a database error
 * it adds the SQLSTATE. {@code %stack} in logback.xml; {@code %stack{0}} prints no frames.
 */
public final class DataFreeStack extends ThrowableHandlingConverter {

  private static final String DEFAULT_FRAMES = "30";

  private int maxFrames;

  @Override
  public void start() {
    maxFrames = Integer.parseInt(Objects.requireNonNullElse(getFirstOption(), DEFAULT_FRAMES));
    super.start();
  }

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    append(text, "", event.getThrowableProxy());
    return text.toString();
  }

  private void append(StringBuilder text, String heading, @Nullable IThrowableProxy thrown) {
    if (thrown == null || thrown.isCyclic()) {
      return;
    }
    text.append(System.lineSeparator()).append(heading).append(thrown.getClassName());
    if (thrown instanceof ThrowableProxy proxy
        && proxy.getThrowable() instanceof SQLException sqlException) {
      text.append(" (SQLSTATE ").append(sqlException.getSQLState()).append(')');
    }
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int shown = Math.min(maxFrames, frames.length - thrown.getCommonFrames());
    for (int i = 0; i < shown; i++) {
      text.append(System.lineSeparator()).append("\t").append(frames[i].getSTEAsString());
    }
    append(text, "caused by ", thrown.getCause());
  }
}
