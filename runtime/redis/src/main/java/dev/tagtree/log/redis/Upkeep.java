// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The work of a log besides answering calls, on a thread of its own: it wakes readers when there is
 * something new, renews the lease, and appends again what the epoch that is being read may not
 * hold.
 */
final class Upkeep implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.log.redis");
  private static final long RETRY_NANOS = 100_000_000;

  private final Engine engine;
  private final Waiting waiting;
  private final OwnAppends own;
  private final @Nullable Lease lease;
  private final long blockNanos;
  private final Thread thread = new Thread(this, "tagtree-redis");

  /** Whether what was appended last was acknowledged, so that nothing is owed. */
  private final AtomicBoolean paid = new AtomicBoolean(true);

  /**
   * The epoch that a reader was told, and when.
   *
   * @param nanos of the system's monotonic clock
   */
  private record Reading(String epoch, long nanos) {}

  private volatile @Nullable Reading reading;

  private volatile boolean closed;

  Upkeep(Engine engine, Waiting waiting, RedisSettings settings) {
    this.engine = engine;
    this.waiting = waiting;
    this.own = new OwnAppends(settings.appendsRemembered(), System::nanoTime);
    Duration duration = settings.lease();
    this.lease = duration == null ? null : new Lease(engine, duration, System::nanoTime);
    this.blockNanos = settings.blockTime().toNanos();
  }

  /** Takes the lease, if Redis can be reached, and starts. */
  void start() {
    try {
      keep();
    } catch (LogUnavailableException later) {
      // the thread tries again, and says so
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Appends, and remembers it. */
  Reply append(List<Tag> tags) {
    boolean acknowledged = false;
    try {
      Reply reply = engine.append(tags.stream().map(Tag::toString).toList());
      own.acknowledged(tags, reply.epoch());
      acknowledged = true;
      return reply;
    } finally {
      paid.set(acknowledged);
    }
  }

  /** Notes in which epoch readers are. */
  void reading(String epoch) {
    reading = new Reading(epoch, System.nanoTime());
  }

  @Override
  public void run() {
    boolean failing = false;
    while (!closed) {
      try {
        keep();
        Cursor behind = waiting.next(blockNanos);
        if (behind != null && engine.await(behind.offset()) != behind.offset()) {
          waiting.wake();
        }
        failing = false;
      } catch (RuntimeException failure) {
        if (!closed && !failing) {
          failing = true; // said once, not ten times a second
          LOGGER.log(
              System.Logger.Level.WARNING,
              "the invalidation log on Redis cannot be watched; trying again until it can",
              failure);
        }
        waiting.wake(); // readers find out for themselves
        waiting.pause(RETRY_NANOS);
      }
    }
  }

  private synchronized void keep() {
    if (closed) {
      return;
    }
    String epoch = epoch();
    if (lease != null) {
      lease.keep(epoch);
    }
    settle(epoch);
  }

  /** {@return the epoch that readers are in; if there are none of late, the one that there is} */
  private String epoch() {
    Reading last = reading;
    return last != null && System.nanoTime() - last.nanos() < 2 * blockNanos
        ? last.epoch()
        : engine.head().epoch();
  }

  /** {@return the epoch in which it appended again what was owed, or the same if nothing was} */
  private String settle(String epoch) {
    OwnAppends.Owed owed = own.owed(epoch);
    if (owed.tags().isEmpty()) {
      return epoch;
    }
    Reply reply = engine.append(owed.tags().stream().map(Tag::toString).toList());
    own.paid(owed, reply.epoch());
    return reply.epoch();
  }

  /** Ends within a bounded time; gives the lease back if nothing is owed. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      String epoch = settle(engine.head().epoch());
      if (lease != null && paid.get() && own.owed(epoch).tags().isEmpty()) {
        lease.giveBack(epoch);
      }
    } catch (LogUnavailableException unreachable) {
      // the lease ends by itself, and whoever is there then refetches
    }
  }
}
