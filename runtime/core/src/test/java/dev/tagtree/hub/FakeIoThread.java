// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/** An I/O thread whose tasks run when a test says so, on the test's thread and its clock. */
public final class FakeIoThread implements IoThread {
  private record Timed(Runnable task, long due, long order) {}

  private final LongSupplier nanoTime;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Timed> timed =
      new PriorityQueue<>(Comparator.comparingLong(Timed::due).thenComparingLong(Timed::order));
  private long ordered;
  private boolean ended;
  private boolean current;

  /** A thread on this clock. */
  public FakeIoThread(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void execute(Runnable task) {
    requireAlive();
    tasks.add(task);
  }

  @Override
  public void executeAfter(Runnable task, Duration delay) {
    requireAlive();
    timed.add(new Timed(task, nanoTime.getAsLong() + delay.toNanos(), ordered++));
  }

  private void requireAlive() {
    if (ended) {
      throw new RejectedExecutionException("ended");
    }
  }

  @Override
  public boolean isCurrent() {
    return current;
  }

  /** Does something on this thread. */
  public void on(Runnable action) {
    boolean before = current;
    current = true;
    try {
      action.run();
    } finally {
      current = before;
    }
  }

  /** Runs one task, if there is one. */
  boolean runOne() {
    Timed next = timed.peek();
    Runnable task = tasks.poll();
    if (task == null && next != null && next.due() - nanoTime.getAsLong() <= 0) {
      task = timed.remove().task();
    }
    if (task != null) {
      on(task);
    }
    return task != null;
  }

  /** Runs all that is due now. */
  public void runAll() {
    while (runOne()) {}
  }

  int waiting() {
    return tasks.size();
  }

  int timers() {
    return timed.size();
  }

  /** From now on it takes no tasks, like a server's that has stopped. */
  void end() {
    ended = true;
    tasks.clear();
    timed.clear();
  }
}
