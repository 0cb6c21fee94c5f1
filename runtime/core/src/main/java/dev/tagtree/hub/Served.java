// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Up to where a node has told everybody, and who waits for that to move. Thread-safe. */
final class Served {
  private record Waiting(Cursor cursor, CompletableFuture<Boolean> reached) {}

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(TagHub.MAX_WAITING);
  private volatile Cursor position;

  Served(Cursor position) {
    this.position = position;
  }

  Cursor position() {
    return position;
  }

  void moveTo(Cursor position) {
    this.position = position;
    waiting.forEach(this::settle);
  }

  /** {@return true once a position is reached; false if it will not be, or not soon} */
  CompletableFuture<Boolean> reach(Cursor cursor, Duration wait) {
    if (!isAhead(cursor)) {
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
    if (!isAhead(one.cursor())) {
      one.reached().complete(isReached(one.cursor()));
    }
  }

  /** {@return whether it may be reached; in another epoch, who knows} */
  private boolean isAhead(Cursor cursor) {
    Cursor now = position;
    return now.epoch().equals(cursor.epoch()) && now.offset() < cursor.offset();
  }

  private boolean isReached(Cursor cursor) {
    Cursor now = position;
    return now.epoch().equals(cursor.epoch()) && now.offset() >= cursor.offset();
  }
}
