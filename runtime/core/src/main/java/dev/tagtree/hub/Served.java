// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The node's position: up to where it has told everybody, whether that is all there is, and who
 * waits for it to move. Written by the tail; thread-safe.
 */
final class Served {
  /** Several times as long as the tail waits for the log. */
  private static final Duration LATELY = Duration.ofSeconds(5);

  private record Waiting(Cursor cursor, CompletableFuture<Boolean> reached) {}

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(HubSettings.MAX_WAITING);
  private volatile Cursor position;

  /** When everything in the log was read last, on the node's monotonic clock. */
  private volatile long verified;

  /** A node that begins here, and has yet to read its log. */
  Served(Cursor position, long nanos) {
    this.position = position;
    this.verified = nanos - LATELY.toNanos();
  }

  /** {@return a stamp: up to here listeners were told and clients are being told} */
  Cursor position() {
    return position;
  }

  void moveTo(Cursor position) {
    this.position = position;
    waiting.forEach(this::settle);
  }

  /** Notes that everything in the log was read just now. */
  void verify(long nanos) {
    verified = nanos;
  }

  /**
   * {@return whether the node knows of all that there is: it has read the whole log lately} The one
   * rule for heartbeats, polls and {@link TagHub#health}.
   */
  boolean isCurrent(long nanos) {
    return nanos - verified < LATELY.toNanos();
  }

  /** {@return true once a position is reached; false if it will not be, or not soon} */
  CompletableFuture<Boolean> reach(Cursor cursor, Duration wait) {
    if (!position.isBefore(cursor)) {
      return CompletableFuture.completedFuture(isReached(cursor));
    }
    if (!room.tryAcquire()) {
      return CompletableFuture.completedFuture(false);
    }
    Waiting one = new Waiting(cursor, new CompletableFuture<>());
    one.reached()
        .whenComplete(
            (reached, ended) -> {
              waiting.remove(one);
              room.release();
            });
    waiting.add(one);
    settle(one); // it may have moved since we looked
    return one.reached()
        .completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
  }

  private void settle(Waiting one) {
    if (!position.isBefore(one.cursor())) {
      one.reached().complete(isReached(one.cursor()));
    }
  }

  /** {@return whether it is, as far as anybody can know: not in another history} */
  private boolean isReached(Cursor cursor) {
    Cursor now = position;
    return now.isSameHistoryAs(cursor) && !now.isBefore(cursor);
  }
}
