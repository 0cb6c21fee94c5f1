// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.Cursor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest position that anybody here has heard of; readers wait for one they do not know. */
final class Newest {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  // Guarded by the lock.
  private @Nullable Cursor cursor;
  private boolean closed;

  /** {@return the newest position, null before the first} */
  @Nullable Cursor get() {
    lock.lock();
    try {
      return cursor;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a position that was seen; true if it is news. */
  boolean advance(Cursor seen) {
    lock.lock();
    try {
      Cursor known = cursor;
      if (known != null && known.isSameHistoryAs(seen) && !known.isBefore(seen)) {
        return false;
      }
      cursor = seen;
      moved.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is another position than this one, or for so long, or until closed. */
  void awaitOther(Cursor than, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (!closed && left > 0 && than.equals(cursor)) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting, present and future. */
  void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
