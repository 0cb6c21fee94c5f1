// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The farewells of a hub: to clients for which there is no room, to all while it drains, to the
 * rest when it closes; and whether that has begun. Thread-safe.
 *
 * <pre>
 *   OPEN ── drain ──▶ DRAINING ── close ──▶ CLOSED
 *     └──────────────── close ────────────────▲
 * </pre>
 */
final class Farewell {
  /** Longest time that {@link #close} waits for clients to take their goodbye. */
  private static final Duration GOODBYE = Duration.ofMillis(500);

  /** For threads to close, after that, what took no goodbye. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private static final int BYE_MILLIS = 4_000;
  private static final int REFUSED_MILLIS = 30_000;

  private enum State {
    OPEN,
    DRAINING,
    CLOSED
  }

  private final Loops loops;
  private final HubSettings settings;
  private volatile State state = State.OPEN;

  Farewell(Loops loops, HubSettings settings) {
    this.loops = loops;
    this.settings = settings;
  }

  /** {@return whether clients are taken in} */
  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** {@return the only bytes of a stream that is not taken in} */
  byte[] refusal() {
    return EventEncoder.refusal(settings.jittered(isOpen() ? REFUSED_MILLIS : BYE_MILLIS));
  }

  /** {@return the answer to a poll of a hub that is closed} */
  byte[] later() {
    return PollAnswer.later(settings.jittered(REFUSED_MILLIS));
  }

  /** {@return after how many milliseconds who polls comes back, at least} */
  long away() {
    return isOpen() ? 0 : settings.jittered(REFUSED_MILLIS);
  }

  /** Sends all away, each at a random moment within this time, and waits until they are gone. */
  void drain(Duration over) {
    synchronized (this) {
      state = state == State.CLOSED ? State.CLOSED : State.DRAINING;
    }
    loops.forEach(loop -> loop.post(() -> loop.clock().drain(over)));
    awaitGone(over.plus(GOODBYE).plus(GRACE));
  }

  /** Takes no clients any more; false if that was so already. */
  synchronized boolean close() {
    boolean first = state != State.CLOSED;
    state = State.CLOSED;
    return first;
  }

  /** Sends the rest away now, and waits until they are gone. */
  void finish() {
    loops.forEach(loop -> loop.post(() -> loop.clock().finish(this::bye, GOODBYE)));
    awaitGone(GOODBYE.plus(GRACE)); // if this is their thread, they have their goodbye after it
  }

  private byte[] bye() {
    return EventEncoder.bye(settings.jittered(BYE_MILLIS));
  }

  private void awaitGone(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!loops.isCurrent() && loops.connections() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
