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
 * The stack of an exception without its messages: those of the database driver quote the values of
 * the row, and those of HTTP clients the query of the address. Of a database there is its SQLSTATE.
 * {@code %stack} in logback.xml; {@code %stack{0}} has no frames.
 */
public final class DataFreeStack extends ThrowableHandlingConverter {

  private static final String MOST_FRAMES = "30";

  private int mostFrames;

  @Override
  public void start() {
    mostFrames = Integer.parseInt(Objects.requireNonNullElse(getFirstOption(), MOST_FRAMES));
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
        && proxy.getThrowable() instanceof SQLException refused) {
      text.append(" (SQLSTATE ").append(refused.getSQLState()).append(')');
    }
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int shown = Math.min(mostFrames, frames.length - thrown.getCommonFrames());
    for (int i = 0; i < shown; i++) {
      text.append(System.lineSeparator()).append("\t").append(frames[i].getSTEAsString());
    }
    append(text, "caused by ", thrown.getCause());
  }
}
