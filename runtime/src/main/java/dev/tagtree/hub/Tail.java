// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.hub.EventEncoder.Reason;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows the log: for each batch it calls the listeners, then encodes, then wakes the loops. The
 * only writer of the ring; one thread.
 */
final class Tail implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.hub");
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final int BATCH = 256;

  /** Longest time that a batch is held back for loops which are about to be overtaken. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Tag EVERYTHING = Tag.parse("*");

  private final InvalidationLog log;
  private final EventRing ring;
  private final Listeners listeners;
  private final Collection<Loop> loops;
  private final HubSettings settings;
  private final HubCounters counters;
  private Cursor position;
  private volatile Cursor served;
  private volatile long backlog;
  private volatile boolean closed;

  Tail(
      InvalidationLog log,
      EventRing ring,
      Cursor start,
      Listeners listeners,
      Collection<Loop> loops,
      HubSettings settings,
      HubCounters counters) {
    this.log = log;
    this.ring = ring;
    this.listeners = listeners;
    this.loops = loops;
    this.settings = settings;
    this.counters = counters;
    this.position = start;
    this.served = start;
  }

  /** {@return the position up to which listeners were told: a stamp} */
  Cursor served() {
    return served;
  }

  /** {@return how many entries of the log are waiting, as far as is known} */
  long backlog() {
    return backlog;
  }

  /** Takes what the log already holds, so that the first client finds it. */
  void catchUp() {
    try {
      int batches =
          log.retention().entries() / BATCH + 1; // no more, should others append meanwhile
      while (batches-- > 0 && step(Duration.ZERO)) {}
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // the thread of the tail goes on
    }
  }

  void close() {
    closed = true;
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        step(WAIT);
      } catch (InterruptedException | RuntimeException stopped) {
        if (!closed) {
          LOGGER.log(
              System.Logger.Level.WARNING,
              "the invalidation log cannot be read; trying again",
              stopped);
          LockSupport.parkNanos(RETRY.toNanos());
        }
      }
    }
  }

  /** Takes one batch up all the stairs; false if there was none. */
  boolean step(Duration wait) throws InterruptedException {
    InvalidationLog.Batch batch = log.read(position, BATCH, wait);
    backlog = batch.remaining();
    if (batch.gap()) {
      Reason reason = batch.next().epoch().equals(position.epoch()) ? Reason.LOG : Reason.EPOCH;
      listeners.resync();
      byte[] resync = EventEncoder.resync(batch.next(), reason);
      ring.add(batch.next(), EVERYTHING, true, resync, settings.nanoTime().getAsLong());
    } else if (batch.entries().isEmpty()) {
      return false;
    }
    for (Invalidation entry : batch.entries()) {
      listeners.invalidated(entry.tag());
    }
    holdBack();
    long now = settings.nanoTime().getAsLong();
    for (Invalidation entry : batch.entries()) {
      byte[] event = EventEncoder.invalidate(entry.cursor(), entry.tag());
      ring.add(entry.cursor(), entry.tag(), false, event, now);
    }
    counters.invalidations.add(batch.entries().size());
    ring.publish();
    position = batch.next();
    served = position;
    loops.forEach(Loop::wake);
    return true;
  }

  /**
   * Waits, briefly, for loops that this batch could overtake: that would make all their clients
   * refetch, also those whom no event concerned.
   */
  private void holdBack() {
    long limit = Math.max(1, ring.capacity() * 3L / 4);
    long deadline = settings.nanoTime().getAsLong() + PATIENCE.toNanos();
    long head = ring.head().seq();
    for (Loop loop : loops) {
      while (loop.behind(head) > limit && settings.nanoTime().getAsLong() - deadline < 0) {
        LockSupport.parkNanos(100_000);
      }
    }
  }
}
