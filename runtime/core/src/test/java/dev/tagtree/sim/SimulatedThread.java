// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.IoThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The I/O thread of a node, on the world's clock: its tasks run when a step says so. */
final class SimulatedThread implements IoThread {
  private record Timer(Runnable task, long due) {}

  private final LongSupplier nanoTime;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private boolean current;

  SimulatedThread(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void executeAfter(Runnable task, Duration delay) {
    timers.add(new Timer(task, nanoTime.getAsLong() + delay.toNanos()));
  }

  @Override
  public boolean isCurrent() {
    return current;
  }

  /** Does something on this thread. */
  void on(Runnable action) {
    boolean before = current;
    current = true;
    try {
      action.run();
    } finally {
      current = before;
    }
  }

  /** Runs all that is due now. */
  void runAll() {
    long now = nanoTime.getAsLong();
    for (int i = timers.size() - 1; i >= 0; i--) {
      if (timers.get(i).due() <= now) {
        tasks.add(timers.remove(i).task());
      }
    }
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      on(task);
    }
  }
}
