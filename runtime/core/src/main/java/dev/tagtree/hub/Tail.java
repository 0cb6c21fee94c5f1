// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The end of the stairs behind the log: for each batch it calls the listeners; then, not more often
 * than once in a window, it merges, encodes, and wakes the loops. The only writer of the ring; one
 * thread.
 *
 * <p>The first invalidation after a quiet window goes out at once; those that come in the meantime
 * go out together at its end. In a storm the window is longer: then each connection would be
 * written to hundreds of times a second, which costs more than anything else.
 */
final class Tail implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.hub");
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(100);

  /** Most entries that are read, and published, at once; less where less is retained. */
  private static final int MAX_BATCH = 4_096;

  /**
   * What nobody can be told any more.
   *
   * @param end where the log goes on
   * @param reason why
   */
  private record Loss(Cursor end, Reason reason) {}

  /** So many invalidations in one window are a storm. */
  static final int STORM = 8;

  /** How much longer the window is in a storm. */
  static final int STORM_WINDOWS = 5;

  private final InvalidationLog log;
  private final EventRing ring;
  private final Listeners listeners;
  private final Loops loops;
  private final Backpressure backpressure;
  private final HubSettings settings;
  private final HubCounters counters;
  private final Served served;
  private final Merger merger;
  private final Herd herd;
  private final EventEncoder encoder = new EventEncoder();

  /** A quarter of what is kept, so that a batch does not overtake who was not overtaken before. */
  private final int batch;

  /** Up to where the log was taken; where the ring began, while nobody knows where the log does. */
  private Cursor position;

  /** Whether the position is one of the log: not before the log has answered. */
  private boolean located;

  /** Taken and not yet published. */
  private final List<Invalidation> pending = new ArrayList<>();

  /** Continuity was lost before what is pending; null if it was not. */
  private @Nullable Loss lost;

  /** Whether publishing was broken off half-way, so that nobody knows what the ring holds of it. */
  private boolean torn;

  private long published;

  /** How long what follows is collected. */
  private long window;

  private volatile boolean closed;

  Tail(
      InvalidationLog log,
      EventRing ring,
      Listeners listeners,
      Loops loops,
      Backpressure backpressure,
      Merger merger,
      Herd herd,
      Served served,
      HubSettings settings,
      HubCounters counters,
      boolean located) {
    this.log = log;
    this.ring = ring;
    this.listeners = listeners;
    this.loops = loops;
    this.backpressure = backpressure;
    this.merger = merger;
    this.herd = herd;
    this.settings = settings;
    this.counters = counters;
    this.batch = Math.max(1, Math.min(MAX_BATCH, log.retention().entries() / 4));
    this.position = ring.head().cursor();
    this.located = located;
    this.served = served;
    this.window = settings.window().toNanos();
    this.published = now() - window;
  }

  /** Takes what the log already holds, so that the first client finds it. */
  void catchUp() {
    if (!located) {
      return; // the thread asks again
    }
    try {
      // No more than was kept at the start, should others append meanwhile.
      int batches = log.retention().entries() / batch + 1;
      while (batches-- > 0 && take(Duration.ZERO)) {
        publish();
      }
    } catch (LogUnavailableException later) {
      // the thread of the tail goes on
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // so too
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
        if (listeners.isEmpty()) {
          // Nobody hears of it before its end anyway; but the log is to be read now and then, or
          // heartbeats would say that it cannot be.
          backpressure.sleep(Math.min(restOfWindow(), WAIT.toNanos()));
        }
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

  /** Takes a batch, and publishes if it is time to; false if nothing happened. */
  boolean step(Duration wait) throws InterruptedException {
    boolean owing = lost != null || torn || !pending.isEmpty();
    long patience = owing ? Math.min(wait.toNanos(), restOfWindow()) : wait.toNanos();
    boolean taken;
    try {
      taken = take(Duration.ofNanos(Math.max(0, patience)));
    } catch (LogUnavailableException failure) {
      publishIfDue(); // what was taken before does not wait for the log
      throw failure;
    }
    return publishIfDue() || taken;
  }

  private boolean publishIfDue() {
    boolean due =
        lost != null
            || torn
            || !pending.isEmpty() && (pending.size() >= batch || restOfWindow() <= 0);
    if (due) {
      publish();
    }
    return due;
  }

  private long restOfWindow() {
    return published + window - now();
  }

  /** Takes one batch from the log and tells the listeners; false if there was none. */
  private boolean take(Duration wait) throws InterruptedException {
    if (!located) {
      locate();
    }
    Batch taken = log.read(position, batch, wait);
    backpressure.read(taken.remaining());
    if (taken.remaining() == 0 && taken.entries().size() < batch) {
      served.verify(now());
    }
    if (taken.gap()) {
      boolean same = taken.next().isSameHistoryAs(position);
      lost = new Loss(taken.next(), same ? Reason.LOG : Reason.EPOCH);
      pending.clear(); // everybody refetches everything
      listeners.resync();
    }
    for (Invalidation entry : taken.entries()) {
      listeners.invalidated(entry.tag());
    }
    pending.addAll(taken.entries());
    position = taken.next();
    counters.events.add(taken.entries().size());
    return taken.gap() || !taken.entries().isEmpty();
  }

  /** Begins where the log begins; until now clients could only be told that nobody knows. */
  private void locate() {
    position = log.oldest();
    located = true;
    lost = new Loss(position, Reason.EPOCH);
    listeners.resync();
  }

  /** Shows connections what was taken. */
  private void publish() {
    backpressure.holdTail();
    ring.readersAt(loops.slowest(-1));
    if (torn) {
      lost = new Loss(position, lost == null ? Reason.LOG : lost.reason());
      pending.clear(); // the mark stands behind them
      listeners.resync();
    }
    torn = true;
    Loss loss = lost;
    if (loss != null) {
      ring.mark(loss.end(), loss.reason(), now());
    }
    List<Merger.Said> merged = merger.merge(pending);
    for (Merger.Said said : merged) {
      Cursor cursor = said.last().cursor();
      Frame event = encoder.invalidate(cursor, said.tag(), herd.spread(said.tag()));
      ring.add(cursor, said.tag(), event, now(), said.isAsInvalidated() || !log.isShared());
    }
    torn = false;
    counters.coalesced.add(pending.size() - merged.size());
    window = settings.window().toNanos() * (pending.size() >= STORM ? STORM_WINDOWS : 1);
    lost = null;
    pending.clear();
    ring.publish();
    served.moveTo(position);
    published = now();
    loops.forEach(Loop::wake);
  }

  private long now() {
    return settings.now();
  }
}
