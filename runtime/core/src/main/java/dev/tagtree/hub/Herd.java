// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;

/**
 * All clients of one hub as the origin meets them: they are told over how long to spread their
 * refetches, so that together they ask for no more than it can take. Without a budget nobody waits.
 * Called by all threads.
 *
 * <p>A client waits a random part of what it is told. So {@code n} clients that are told {@code n /
 * budget} seconds ask at the rate of the budget.
 */
final class Herd {
  /** The longest wait that is asked for; an audience that would need longer exceeds the budget. */
  static final int MAX_SPREAD_MILLIS = 60_000;

  /** A shorter wait is not worth it. */
  private static final int MIN_SPREAD_MILLIS = 20;

  /** Those who come back after each other wait longer and longer, so the first ones ask early. */
  private static final int COMING_BACK = 2;

  /** How many connections want one tag. */
  private static final class Count {
    private final Tag tag;
    private int connections;

    private Count(Tag tag) {
      this.tag = tag;
    }
  }

  private final int budget;

  // Guarded by this.
  private final TagIndex<Count> wanted = new TagIndex<>();
  private int connections;

  /** Resyncs that clients may not have acted on yet. */
  private final Backlog backlog;

  /**
   * A herd of all connections of one hub.
   *
   * @param budget requests a second; 0 if there is no limit
   */
  Herd(int budget) {
    this.budget = budget;
    this.backlog = new Backlog(budget);
  }

  void joins(Filter filter) {
    count(filter, 1);
  }

  void leaves(Filter filter) {
    count(filter, -1);
  }

  private synchronized void count(Filter filter, int change) {
    if (budget == 0) {
      return;
    }
    connections += change;
    if (filter.wantsAll()) {
      count(Tag.root(), change);
    } else {
      filter.tags().forEach(tag -> count(tag, change));
    }
  }

  private void count(Tag tag, int change) {
    Count count = wanted.computeIfAbsent(tag, () -> new Count(tag));
    count.connections += change;
    if (count.connections == 0) {
      wanted.remove(count.tag);
    }
  }

  /** {@return over how many milliseconds those who want this refetch it} */
  synchronized int spread(Tag invalidated) {
    if (budget == 0) {
      return 0;
    }
    long[] audience = {0};
    wanted.forEachOverlapping(invalidated, count -> audience[0] += count.connections);
    return millis(Math.min(audience[0], connections)); // some want it for several reasons
  }

  /** {@return over how many milliseconds a client that is told to resync now refetches} */
  synchronized int resync(Reason reason, long nanos) {
    if (budget == 0) {
      return 0;
    }
    double waiting = COMING_BACK * backlog.add(nanos);
    boolean all = reason == Reason.LOG || reason == Reason.EPOCH;
    return millis(Math.max(waiting, all ? connections : 0));
  }

  private int millis(double requests) {
    double millis = requests * 1_000 / budget;
    return millis < MIN_SPREAD_MILLIS ? 0 : (int) Math.min(millis, MAX_SPREAD_MILLIS);
  }
}
