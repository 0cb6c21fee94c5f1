// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.time.Duration;

/**
 * Port to one I/O thread of a server. Two that are equal are the same thread.
 *
 * <p>Everything that is run through one of them runs on that thread, one after the other.
 */
public interface IoThread {
  /**
   * Runs a task on the thread, soon; callable from any thread. The thread may look at its sockets
   * only when no such task is left.
   */
  void execute(Runnable task);

  /**
   * Runs a task on the thread after a delay, in which the thread looks at its sockets; callable
   * from any thread.
   */
  void executeAfter(Runnable task, Duration delay);

  /** {@return whether the caller is on this thread} */
  boolean isCurrent();
}
