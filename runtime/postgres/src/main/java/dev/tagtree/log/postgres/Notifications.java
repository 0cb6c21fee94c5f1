// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The watch over notifications: whether they come. Some poolers take LISTEN and deliver nothing;
 * then what changes is only found by looking, which is seen here. Thread-safe.
 */
final class Notifications {
  /** So many regular looks after a change, its notification should have come. */
  static final int LOOKS = 3;

  /** How long not to listen after the first disappointment; each further one doubles it. */
  static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long patienceNanos;

  // Guarded by this.
  private boolean listening;
  private boolean expected;
  private long since;
  private boolean silent;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  Notifications(Duration poll) {
    this.patienceNanos = LOOKS * poll.toNanos();
  }

  /** Listening begins. */
  synchronized void begin() {
    listening = true;
    expected = false;
    silent = false;
  }

  /** Listening has ended. */
  synchronized void end() {
    listening = false;
  }

  /** One came. */
  synchronized void came() {
    expected = false;
    pauseNanos = FIRST_PAUSE_NANOS;
  }

  /** The outbox was looked at, and the log had moved or not. */
  synchronized void looked(boolean moved, long now) {
    if (!listening) {
      return;
    }
    if (expected && now - since > patienceNanos) {
      silent = true;
    } else if (moved && !expected) {
      expected = true;
      since = now;
    }
  }

  /** {@return whether there is no sense in going on listening} */
  synchronized boolean areSilent() {
    return silent;
  }

  synchronized boolean isListening() {
    return listening && !silent;
  }

  /** {@return how long not to listen now} */
  synchronized long nextPause() {
    long pause = pauseNanos;
    pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
    return pause;
  }
}
