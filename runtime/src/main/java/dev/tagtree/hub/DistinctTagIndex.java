// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares an invalidation with every distinct tag that somebody wants, once, however many want it.
 */
final class DistinctTagIndex implements FilterIndex {
  private final Map<Tag, Set<Connection>> wanting = new HashMap<>();

  @Override
  public void add(Connection connection) {
    for (Tag tag : connection.filter().tags()) {
      wanting.computeIfAbsent(tag, wanted -> new HashSet<>()).add(connection);
    }
  }

  @Override
  public void remove(Connection connection) {
    for (Tag tag : connection.filter().tags()) {
      wanting.computeIfPresent(
          tag,
          (wanted, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
          });
    }
  }

  @Override
  public void select(Tag invalidated, Consumer<Connection> found) {
    wanting.forEach(
        (wanted, connections) -> {
          if (Tag.overlaps(wanted, invalidated)) {
            connections.forEach(found);
          }
        });
  }
}
