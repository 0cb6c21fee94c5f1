// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** An I/O thread like a server's. */
final class RealThread implements IoThread, AutoCloseable {
  /** True while tasks with a delay are taken; if not, no tick finds what a lost wake-up leaves. */
  volatile boolean timers = true;

  private final AtomicReference<Thread> own = new AtomicReference<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "io");
            thread.setDaemon(true);
            own.set(thread);
            return thread;
          });

  RealThread() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void executeAfter(Runnable task, Duration delay) {
    if (timers) {
      executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == own.get();
  }

  <T> Future<T> submit(Callable<T> task) {
    return executor.submit(task);
  }

  <T> T call(Callable<T> task) throws Exception {
    return submit(task).get(20, TimeUnit.SECONDS);
  }

  /** Ends it, like a server's that stops. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
