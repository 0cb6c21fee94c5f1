// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node of a history: follows a log as the hub does, and remembers what it was told. */
final class PostgresNode implements AutoCloseable {
  /**
   * What was told, and when.
   *
   * @param tag the tag; null if it was a gap
   */
  record Told(@Nullable String tag, long nanos) {}

  private static final Duration WAIT = Duration.ofMillis(200);

  private final Supplier<? extends InvalidationLog> opener;
  private final List<Told> told = new ArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile @Nullable LogUnavailableException refusal;
  private volatile InvalidationLog log;
  private volatile boolean closed;
  private final Thread thread;

  PostgresNode(Supplier<? extends InvalidationLog> opener) {
    this.opener = opener;
    this.log = opener.get();
    this.thread = new Thread(this::follow, "node");
    thread.start();
  }

  InvalidationLog log() {
    return log;
  }

  /** Its process ends and begins. */
  void restart() {
    log.close();
    log = opener.get();
  }

  List<Told> told() {
    synchronized (told) {
      return List.copyOf(told);
    }
  }

  private void follow() {
    while (!closed) {
      InvalidationLog following = log;
      try {
        Cursor at = following.oldest();
        tell(null); // whoever was connected before refetches
        while (!closed) {
          at = follow(following, at);
        }
      } catch (LogUnavailableException unavailable) {
        refused(unavailable);
      } catch (IllegalStateException ended) {
        pause(); // restarted
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private Cursor follow(InvalidationLog following, Cursor at) throws InterruptedException {
    try {
      Batch batch = following.read(at, 5, WAIT);
      if (batch.gap()) {
        tell(null);
      }
      for (Invalidation entry : batch.entries()) {
        tell(entry.tag().toString());
      }
      return batch.next();
    } catch (LogUnavailableException unavailable) {
      refused(unavailable);
      return at;
    }
  }

  /** {@return what a test fails with, that says why the log was unavailable, if it was} */
  AssertionError failure(String what) {
    return new AssertionError(
        what + "; its log was unavailable " + refusals + " times, the last time:", refusal);
  }

  private void refused(LogUnavailableException unavailable) {
    refusals.incrementAndGet();
    refusal = unavailable;
    pause();
  }

  private void tell(@Nullable String tag) {
    synchronized (told) {
      told.add(new Told(tag, System.nanoTime()));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    log.close();
    thread.interrupt();
  }
}
