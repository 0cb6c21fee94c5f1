// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Reason;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLog.Batch;
import java.time.Duration;
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

  private final InvalidationLog log;
  private final EventRing ring;
  private final Listeners listeners;
  private final Loops loops;
  private final Backpressure backpressure;
  private final HubSettings settings;
  private final HubCounters counters;

  /** Up to where the log was taken. */
  private Cursor position;

  /** Whether a batch was broken off half-way, so that nobody knows what the ring holds of it. */
  private boolean torn;

  private volatile Cursor served;
  private volatile boolean closed;

  Tail(
      InvalidationLog log,
      EventRing ring,
      Listeners listeners,
      Loops loops,
      Backpressure backpressure,
      HubSettings settings,
      HubCounters counters) {
    this.log = log;
    this.ring = ring;
    this.listeners = listeners;
    this.loops = loops;
    this.backpressure = backpressure;
    this.settings = settings;
    this.counters = counters;
    this.position = ring.head().cursor();
    this.served = position;
  }

  /** {@return the position up to which listeners were told and clients are being told: a stamp} */
  Cursor served() {
    return served;
  }

  /** Takes what the log already holds, so that the first client finds it. */
  void catchUp() {
    try {
      // No more than was kept at the start, should others append meanwhile.
      int batches = log.retention().entries() / BATCH + 1;
      while (batches-- > 0 && step(Duration.ZERO)) {}
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // the thread of the tail goes on
    }
  }

  void close() {
    closed = true;
  }

  /** Steps until closed. Whatever fails is tried again: a dead tail would be silence. */
  @Override
  public void run() {
    boolean failing = false;
    while (!closed) {
      try {
        step(WAIT);
        failing = false;
      } catch (Throwable failure) {
        if (!closed && !failing) {
          failing = true; // said once, not ten times a second
          LOGGER.log(
              System.Logger.Level.WARNING,
              "the invalidation log cannot be followed; trying again until it can",
              failure);
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  /** Takes one batch up all the stairs; false if there was none. */
  boolean step(Duration wait) throws InterruptedException {
    Batch batch = log.read(position, BATCH, wait);
    backpressure.read(batch.remaining());
    ring.verify(now());
    if (!torn && !batch.gap() && batch.entries().isEmpty()) {
      return false;
    }
    if (torn || batch.gap()) {
      listeners.resync();
    }
    for (Invalidation entry : batch.entries()) {
      listeners.invalidated(entry.tag());
    }
    backpressure.holdTail();
    ring.readersAt(loops.slowest(-1));
    fill(batch);
    ring.publish();
    position = batch.next();
    served = position;
    loops.forEach(Loop::wake);
    return true;
  }

  private void fill(Batch batch) {
    boolean lost = torn || batch.gap();
    torn = true;
    if (lost) {
      ring.mark(batch.gap() ? batch.next() : position, reason(batch), now());
    }
    for (Invalidation entry : batch.entries()) {
      byte[] event = EventEncoder.invalidate(entry.cursor(), entry.tag());
      ring.add(entry.cursor(), entry.tag(), event, now());
    }
    torn = false;
    counters.events.add(batch.entries().size());
  }

  private Reason reason(Batch batch) {
    return batch.next().epoch().equals(position.epoch()) ? Reason.LOG : Reason.EPOCH;
  }

  private long now() {
    return settings.nanoTime().getAsLong();
  }
}
