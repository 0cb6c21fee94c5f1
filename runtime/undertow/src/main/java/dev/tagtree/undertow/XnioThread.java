// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.IoThread;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** An I/O thread of XNIO, on which Undertow runs. */
record XnioThread(XnioIoThread thread) implements IoThread {
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void executeAfter(Runnable task, Duration delay) {
    thread.executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }
}
