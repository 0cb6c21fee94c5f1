// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The loops of one node. A loop is here while its thread has connections: so nothing is kept of a
 * server that has stopped while its hub lives on.
 */
final class Loops {
  private final Map<IoThread, Loop> loops = new ConcurrentHashMap<>();
  private final int maxConnections;

  Loops(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  /** {@return the loop of a thread}; called on that thread. */
  Loop on(IoThread thread, Function<IoThread, Loop> create) {
    return loops.computeIfAbsent(thread, create);
  }

  /**
   * Makes a loop expect one more connection; false if there are enough. One at a time, so that
   * threads which admit at once don't exceed the limit together.
   */
  synchronized boolean reserve(Loop loop) {
    boolean room = connections() < maxConnections;
    if (room) {
      loop.expectOne();
    }
    return room;
  }

  /** Forgets a loop that has no connections any more, or whose thread has ended. */
  void drop(Loop loop) {
    loops.values().remove(loop);
  }

  /** {@return how many connections are open} */
  int connections() {
    int open = 0;
    for (Loop loop : loops.values()) {
      open += loop.open();
    }
    return open;
  }

  /**
   * {@return up to where the slowest loop has come}
   *
   * @param except a loop that stands exactly here does not count; -1 for none
   */
  long slowest(long except) {
    long slowest = Long.MAX_VALUE;
    for (Loop loop : loops.values()) {
      long reached = loop.reached();
      if (reached != except) {
        slowest = Math.min(slowest, reached);
      }
    }
    return slowest;
  }

  /** {@return how many events up to the head the slowest loop has yet to look at} */
  long behind(long head) {
    return Math.max(0, head - slowest(-1));
  }

  /** {@return whether the caller is on a thread that has connections} */
  boolean isCurrent() {
    for (IoThread thread : loops.keySet()) {
      if (thread.isCurrent()) {
        return true;
      }
    }
    return false;
  }

  void forEach(Consumer<Loop> action) {
    loops.values().forEach(action);
  }
}
