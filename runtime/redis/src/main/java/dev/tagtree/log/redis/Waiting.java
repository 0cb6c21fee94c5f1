// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.Cursor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place where readers that found nothing wait, and where the one who watches the engine for
 * them learns behind which position. All methods may be called from any thread.
 */
final class Waiting {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition woken = lock.newCondition();

  // Guarded by the lock.
  private @Nullable Cursor newest;
  private int readers;
  private long wakes;
  private boolean ended;

  /**
   * Waits until there may be something behind a position, or the time is over; may return early.
   */
  void await(Cursor at, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Cursor other = newest;
      if (ended || other != null && at.isBefore(other)) {
        return; // another reader has already seen more
      }
      newest = at;
      readers++;
      arrived.signalAll();
      long seen = wakes;
      try {
        for (long left = nanos; wakes == seen && left > 0; ) {
          left = woken.awaitNanos(left);
        }
      } finally {
        if (wakes == seen) {
          readers--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** {@return behind which position somebody waits; null if nobody came in time} */
  @Nullable Cursor next(long nanos) {
    lock.lock();
    try {
      for (long left = nanos; readers == 0 && !ended && left > 0; ) {
        left = arrived.awaitNanos(left);
      }
      return readers == 0 ? null : newest;
    } catch (InterruptedException interrupted) {
      return null; // the thread is ours; it ends when it is told to
    } finally {
      lock.unlock();
    }
  }

  /** Lets all readers that wait look again. */
  void wake() {
    lock.lock();
    try {
      wakes++;
      readers = 0;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes everybody, and lets nobody wait any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** Pauses who watches; shorter if it is ended meanwhile. */
  void pause(long nanos) {
    lock.lock();
    try {
      for (long left = nanos; !ended && left > 0; ) {
        left = arrived.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      // shorter
    } finally {
      lock.unlock();
    }
  }
}
