package org.odksync.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * The stack of an exception without its messages: those of the database driver quote the values of
 * the row, and those of HTTP clients the query of the address. {@code %stack} in logback.xml.
 */
public final class DataFreeStack extends ThrowableHandlingConverter {

  private static final int MOST_FRAMES = 30;

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    append(text, "", event.getThrowableProxy());
    return text.toString();
  }

  private static void append(StringBuilder text, String heading, @Nullable IThrowableProxy thrown) {
    if (thrown == null || thrown.isCyclic()) {
      return;
    }
    text.append(System.lineSeparator()).append(heading).append(thrown.getClassName());
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int shown = Math.min(MOST_FRAMES, frames.length - thrown.getCommonFrames());
    for (int i = 0; i < shown; i++) {
      text.append(System.lineSeparator()).append("\t").append(frames[i].getSTEAsString());
    }
    append(text, "caused by ", thrown.getCause());
  }
}
