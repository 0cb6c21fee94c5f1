// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An index of the connections of one I/O thread: it finds those that an invalidation concerns, at
 * the cost of those, not of the others. Confined to that thread.
 */
final class FilterIndex {
  private final TagIndex<Audience> audiences = new TagIndex<>();

  /** Adds a connection under every tag of its filter. */
  void add(Connection connection) {
    List<Tag> tags =
        connection.filter().wantsAll() ? List.of(Tag.root()) : connection.filter().tags();
    List<Audience.Seat> seats = new ArrayList<>(tags.size());
    for (Tag tag : tags) {
      seats.add(audiences.computeIfAbsent(tag, () -> new Audience(tag)).add(connection));
    }
    connection.seat(List.copyOf(seats));
  }

  /** Forgets a connection; nothing of it is kept. */
  void remove(Connection connection) {
    for (Audience.Seat seat : connection.seats()) {
      Audience audience = seat.audience();
      audience.leave(seat);
      if (audience.isEmpty()) {
        audiences.remove(audience.tag());
      }
    }
    connection.seat(List.of());
  }

  /** Calls {@code found} for every audience that is concerned, each once. */
  void select(Tag invalidated, Consumer<Audience> found) {
    audiences.forEachOverlapping(invalidated, found);
  }

  /** {@return how many subscriptions there are, by path} */
  Map<String, Integer> count() {
    Map<String, Integer> counts = new HashMap<>();
    select(
        Tag.root(),
        audience -> {
          String path = Tag.path(audience.tag());
          if (counts.size() < HubSettings.MAX_PATHS || counts.containsKey(path)) {
            counts.merge(path, audience.size(), Integer::sum);
          }
        });
    return counts;
  }

  /** {@return how many different tags are wanted} */
  int size() {
    return audiences.size();
  }
}
