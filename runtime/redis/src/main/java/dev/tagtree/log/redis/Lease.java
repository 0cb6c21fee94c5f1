// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * This node's sign of life. A node may die between its database's commit and its append; when its
 * lease ends, whoever renews next appends the root tag, so that everybody refetches. Used by one
 * thread.
 */
final class Lease {
  private final Engine engine;
  private final Duration duration;
  private final long renewalNanos;
  private final LongSupplier nanoTime;

  /** The name of this node: as new as an epoch, because it is never to be another's. */
  private final String node = Cursor.newEpoch();

  /** The other nodes, at the last renewal. */
  private Set<String> others = Set.of();

  private boolean held;
  private long renewed;
  private String epoch = "";

  Lease(Engine engine, Duration duration, LongSupplier nanoTime) {
    this.engine = engine;
    this.duration = duration;
    this.renewalNanos = duration.toNanos() / 3; // one that fails is tried again in time
    this.nanoTime = nanoTime;
  }

  /** Renews it if it is time to, or if another epoch is being read. */
  void keep(String current) {
    if (held && current.equals(epoch) && nanoTime.getAsLong() - renewed < renewalNanos) {
      return;
    }
    held = false;
    long start = nanoTime.getAsLong();
    Reply reply = engine.renew(node, duration, List.of());
    if (!epoch.isEmpty() && !reply.epoch().equals(epoch)) {
      // The history that was lost may have been the only one to know that they live.
      reply = engine.renew(node, duration, others);
    }
    others = others(reply.more());
    epoch = reply.epoch();
    renewed = start;
    held = true;
  }

  private Set<String> others(Collection<?> nodes) {
    Set<String> others = new LinkedHashSet<>();
    nodes.forEach(other -> others.add((String) other));
    others.remove(node);
    return others;
  }

  /** Gives it back in the epoch that holds all: this node owes nobody anything. */
  void giveBack(String epoch) {
    engine.leave(node, epoch);
  }
}
