// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Clients of one I/O thread that come from a node which is ahead of this one. They are told nothing
 * until this one is there too, or they have waited for long enough: then what they know cannot be
 * proven. Confined to that thread.
 *
 * <p>Bounded, as each is one of the loop's connections.
 */
final class Parked {
  /**
   * One that waits.
   *
   * @param client its name
   * @param deadline when it has waited for long enough, on the monotonic clock
   */
  private record Waiting(
      Connection connection, Subscription.Resume resume, String client, long deadline) {}

  private final Loop loop;
  private Deque<Waiting> waiting = new ArrayDeque<>();

  Parked(Loop loop) {
    this.loop = loop;
  }

  /** Lets a client wait, if it is ahead and waiting may help. */
  boolean takes(Connection connection, Subscription.Resume resume, String client) {
    long limit = loop.settings().parkLimit().toNanos();
    if (limit == 0 || !Past.isAhead(resume, loop.position())) {
      return false;
    }
    waiting.add(new Waiting(connection, resume, client, loop.now() + limit));
    loop.postAfter(loop::work, loop.settings().parkLimit());
    return true;
  }

  /** Lets those begin that need not or may not wait any longer. */
  void release(Reception reception) {
    if (waiting.isEmpty()) {
      return;
    }
    Deque<Waiting> all = waiting;
    waiting = new ArrayDeque<>();
    for (Waiting one : all) {
      if (one.connection().isClosed()) {
        continue;
      }
      if (Past.isAhead(one.resume(), loop.position()) && loop.now() - one.deadline() < 0) {
        waiting.add(one);
      } else {
        reception.begin(one.connection(), one.resume(), one.client());
      }
    }
  }
}
