// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import dev.tagtree.Tag;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.RedisLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One node of a history, as a hub would be: it appends what it owes until that is acknowledged, and
 * follows the log, each on a thread of its own. It reaches Redis through a proxy of its own.
 */
final class RedisNode {
  final TcpProxy network;
  final long started = System.nanoTime();
  private final RedisLog log;
  private final AtomicLong clock;
  private final BlockingQueue<List<Tag>> debts = new LinkedBlockingQueue<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile long resync = -1;
  private volatile boolean ended;
  private volatile boolean slow;
  private volatile boolean busy;
  private volatile @Nullable Throwable failure;

  /** Whether it may still talk to a deposed master, and when it ceased to. */
  boolean isolated;

  long healed = System.nanoTime();

  RedisNode(TcpProxy network, RedisLog log, AtomicLong clock) {
    this.network = network;
    this.log = log;
    this.clock = clock;
    start("publish", this::publish);
    start("follow", this::follow);
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, "node-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Owes an append from now on. */
  void invalidate(List<Tag> tags) {
    debts.add(tags);
  }

  /** Reads nothing for a while. */
  void slow(boolean slow) {
    this.slow = slow;
  }

  boolean owes() {
    return busy || !debts.isEmpty();
  }

  /** {@return whether its clients have fetched after that commit, or been told of it} */
  boolean knows(String tag, long committed) {
    return resync > committed || seen.contains(tag);
  }

  /** Of the first unexpected kind; null if there was none. */
  @Nullable Throwable failure() {
    return failure;
  }

  private void publish() {
    while (!ended) {
      List<Tag> next = debts.peek();
      busy = next != null;
      if (next == null) {
        LockSupport.parkNanos(200_000);
        continue;
      }
      try {
        log.append(next);
        debts.remove();
      } catch (LogUnavailableException later) {
        LockSupport.parkNanos(5_000_000);
      } catch (RuntimeException other) {
        report(other);
      }
    }
  }

  private void follow() {
    Cursor at = null;
    while (!ended) {
      try {
        if (slow) {
          LockSupport.parkNanos(1_000_000);
          continue;
        }
        if (at == null) {
          at = log.head();
          resync = clock.incrementAndGet(); // its first clients fetch now
        }
        Batch batch = log.read(at, 7, Duration.ofMillis(200));
        at = batch.next();
        if (batch.gap()) {
          resync = clock.incrementAndGet();
        }
        for (Invalidation entry : batch.entries()) {
          seen.add(entry.tag().toString());
          if (entry.tag().equals(Tag.root())) {
            resync = clock.incrementAndGet();
          }
        }
      } catch (LogUnavailableException later) {
        LockSupport.parkNanos(5_000_000);
      } catch (InterruptedException | RuntimeException other) {
        report(other);
      }
    }
  }

  private void report(Throwable other) {
    if (!ended && failure == null) {
      failure = other;
    }
  }

  /** Ends it as {@code kill -9} does: nothing more leaves it, not even its lease. */
  void kill() throws IOException {
    network.refuse(true);
    network.reset();
    close();
  }

  /** Ends it in order. */
  void close() throws IOException {
    ended = true;
    log.close();
    network.close();
  }
}
