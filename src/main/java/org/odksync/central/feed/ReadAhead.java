package org.odksync.central.feed;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next element from an iterator and prepares it while the current one is used. Only one
 * task at a time uses the iterator.
 */
final class ReadAhead<S, T> implements Iterator<T> {

  private final Iterator<S> source;
  private final Function<S, T> preparation;
  private final Executor readers;

  /** The next element; null after the last one. */
  private @Nullable CompletableFuture<T> ahead;

  /**
   * @param readers runs the tasks that read ahead
   */
  ReadAhead(Iterator<S> source, Function<S, T> preparation, Executor readers) {
    this.source = source;
    this.preparation = preparation;
    this.readers = readers;
    readAhead();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public T next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    try {
      T next = ahead.join();
      readAhead();
      return next;
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
    }
  }

  private void readAhead() {
    ahead =
        source.hasNext()
            ? CompletableFuture.supplyAsync(() -> preparation.apply(source.next()), readers)
            : null;
  }
}
