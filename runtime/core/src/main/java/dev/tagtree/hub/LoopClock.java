// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The clock of a loop, for all that it does because time goes by: it looks for silence, stalls and
 * age, and lets its connections go, all at once or one after another. Confined to the I/O thread.
 */
final class LoopClock {
  /** How often it is looked who goes next, while the connections are closed one after another. */
  private static final Duration DRAIN_TICK = Duration.ofMillis(20);

  private final Loop loop;
  private boolean ticking;

  /** Whether the log could be read, when the clock ticked last. */
  private boolean current = true;

  LoopClock(Loop loop) {
    this.loop = loop;
  }

  /** Ticks until the loop has no connections. */
  void start() {
    if (!ticking) {
      ticking = true;
      loop.postAfter(this::tick, loop.settings().tick());
    }
  }

  /** Looks for silence, stalls and age; and at the ring, should a wake-up ever be lost. */
  private void tick() {
    ticking = false;
    if (loop.open() > 0) {
      start();
      tickAll();
    }
  }

  private void tickAll() {
    loop.scan();
    long now = loop.now();
    boolean was = current;
    current = loop.served().isCurrent(now);
    if (was && !current && !loop.settings().moveOver().isZero()) {
      endWithin(loop.settings().moveOver());
    }
    byte[] heartbeat = EventEncoder.heartbeat(loop.position(), current);
    for (Connection connection : loop.members()) {
      connection.tick(now, heartbeat, was != current);
    }
    loop.work();
  }

  /** Says goodbye to all, to each with a time of its own to come back, and closes the rest. */
  void finish(Supplier<byte[]> bye, Duration patience) {
    loop.scan();
    for (Connection connection : loop.members()) {
      connection.finish(bye.get());
    }
    if (loop.open() > 0) {
      loop.postAfter(() -> loop.members().forEach(Connection::abort), patience);
    }
    loop.work();
  }

  /** Says goodbye to each at a random moment within this time. */
  void drain(Duration over) {
    endWithin(over);
    drainOn(loop.now() + over.toNanos() + 1);
  }

  private void endWithin(Duration over) {
    long now = loop.now();
    for (Connection connection : loop.members()) {
      connection.endAt(now + loop.settings().chance(over.toNanos() + 1));
    }
  }

  private void drainOn(long end) {
    tickAll();
    if (loop.open() > 0 && loop.now() - end <= 0) {
      loop.postAfter(() -> drainOn(end), DRAIN_TICK);
    }
  }
}
