// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.Tag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * This node's own appends of late, and in which epochs they were acknowledged. An epoch that ends
 * may take acknowledged entries with it; those that the epoch being read does not hold are appended
 * again. All methods may be called from any thread.
 */
final class OwnAppends {
  /** Most tags that are remembered one by one; beyond that, they become one root tag. */
  static final int MAX_TAGS = 4_096;

  /** Most tags that are appended again one by one; more are one root tag. */
  static final int MAX_AGAIN = 1_024;

  /** One append; changed under the monitor of what holds it. */
  private static final class Own {
    final List<Tag> tags;
    final long at;
    final Set<String> epochs = new LinkedHashSet<>();

    Own(List<Tag> tags, long at, Collection<String> epochs) {
      this.tags = tags;
      this.at = at;
      this.epochs.addAll(epochs);
    }
  }

  /**
   * The tags to be appended again, in the order in which it was appended first.
   *
   * @param tags empty if nothing is
   */
  record Owed(Collection<Tag> tags, List<?> appends) {}

  private final Duration memory;
  private final LongSupplier nanoTime;

  // Guarded by the monitor.
  private final Deque<Own> appends = new ArrayDeque<>();
  private int tags;

  OwnAppends(Duration memory, LongSupplier nanoTime) {
    this.memory = memory;
    this.nanoTime = nanoTime;
  }

  /** Remembers what was acknowledged in an epoch. */
  synchronized void acknowledged(List<Tag> appended, String epoch) {
    forget(epoch);
    add(new Own(appended, nanoTime.getAsLong(), List.of(epoch)));
    if (tags > MAX_TAGS) {
      Own merged = new Own(List.of(Tag.root()), nanoTime.getAsLong(), List.of(epoch));
      appends.forEach(own -> merged.epochs.retainAll(own.epochs));
      appends.clear();
      tags = 0;
      add(merged);
    }
  }

  private void add(Own own) {
    appends.add(own);
    tags += own.tags.size();
  }

  /** Forgets what is old and in that epoch; what is not in it is owed, however old. */
  private void forget(String epoch) {
    long now = nanoTime.getAsLong();
    while (!appends.isEmpty()
        && now - appends.peek().at > memory.toNanos()
        && appends.peek().epochs.contains(epoch)) {
      tags -= appends.remove().tags.size();
    }
  }

  /** {@return what the epoch that is being read may not hold} */
  synchronized Owed owed(String epoch) {
    forget(epoch);
    List<Own> missing = appends.stream().filter(own -> !own.epochs.contains(epoch)).toList();
    Set<Tag> again = new LinkedHashSet<>();
    for (Own own : missing) {
      again.addAll(own.tags);
      if (again.size() > MAX_AGAIN) {
        return new Owed(List.of(Tag.root()), missing);
      }
    }
    return new Owed(again, missing);
  }

  /** Notes that what was owed is now in an epoch. */
  synchronized void paid(Owed owed, String epoch) {
    for (Own own : appends) {
      if (owed.appends().contains(own)) {
        own.epochs.add(epoch);
      }
    }
  }
}
