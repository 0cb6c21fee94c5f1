// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The brake for whoever is about to overtake the readers, for a moment: a reader that is overtaken
 * makes all its clients refetch, also those whom no event concerned.
 *
 * <p>Two flights of stairs, each with a wait at its foot: publishers wait for the tail and the
 * loops, the tail waits for the loops. Never for a client: a client that takes nothing is in
 * nobody's way. A loop that does not move at all while the tail waits (its thread does something
 * else) is not waited for again until it moves.
 */
final class Backpressure {
  private static final long PAUSE_NANOS = 200_000;

  /** About 10 ms, the longest that one call of {@code invalidate} waits. */
  private static final int PUBLISHER_PAUSES = 50;

  /** About 100 ms, the longest that one batch waits. */
  private static final int TAIL_PAUSES = 500;

  private static final long NOBODY = -1;

  private final EventRing ring;
  private final Loops loops;
  private final int capacity;
  private final LongConsumer pause;

  /** Entries of the log that the tail has not read yet, as far as this node knows. */
  private final AtomicLong unread = new AtomicLong();

  /** The tail's thread, while it sleeps. */
  private volatile @Nullable Thread sleeper;

  /** Where the loop stands that was waited for in vain. */
  private volatile long stuck = NOBODY;

  Backpressure(EventRing ring, Loops loops, int capacity, LongConsumer pause) {
    this.ring = ring;
    this.loops = loops;
    this.capacity = capacity;
    this.pause = pause;
  }

  /** Counts entries that are about to be appended. */
  void appending(int entries) {
    Thread sleeping = unread.addAndGet(entries) > rest() ? sleeper : null;
    if (sleeping != null) {
      LockSupport.unpark(sleeping);
    }
  }

  /** Lets the tail rest, unless there is too much to read; it may wake up too early. */
  void sleep(long nanos) {
    if (nanos <= 0) {
      return;
    }
    sleeper = Thread.currentThread();
    if (unread.get() <= rest()) {
      pause.accept(nanos);
    }
    sleeper = null;
  }

  /** {@return how many entries may wait for the tail while it rests} */
  private long rest() {
    return capacity / 8;
  }

  /** Sets right what is counted, after a read. */
  void read(long remaining) {
    unread.set(remaining);
  }

  /** Holds a publisher back while readers are half of what is kept behind. */
  void holdPublisher() {
    long limit = Math.max(1, capacity / 2);
    for (int i = 0; i < PUBLISHER_PAUSES && unread.get() + loopsBehind() > limit; i++) {
      pause.accept(PAUSE_NANOS);
    }
  }

  /** Holds the tail back while a loop is three quarters of what is kept behind. */
  void holdTail() {
    long limit = Math.max(1, capacity * 3L / 4);
    for (int i = 0; loopsBehind() > limit; i++) {
      if (i == TAIL_PAUSES) {
        stuck = loops.slowest(NOBODY);
        return;
      }
      pause.accept(PAUSE_NANOS);
    }
  }

  private long loopsBehind() {
    long head = ring.head().seq();
    return Math.max(0, head - loops.slowest(stuck));
  }
}
