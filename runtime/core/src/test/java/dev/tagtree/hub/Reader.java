// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.List;
import java.util.TreeSet;

/** A reader with a filter who wants to stay fresh, over many connections. */
final class Reader {
  final String[] filter;
  final List<Tag> wanted;

  /** Indexes of invalidations that it has yet to learn of. */
  final TreeSet<Integer> pending = new TreeSet<>();

  /** The last id it saw. */
  String cursor;

  /** The place of that in the history; compared inside one connection only. */
  int position = -1;

  boolean first;
  Rig.Client client;

  Reader(String... filter) {
    this.filter = filter;
    this.wanted = List.of(Rig.tags(filter));
  }

  boolean wants(Tag tag) {
    return filter.length == 0 || wanted.stream().anyMatch(mine -> Tag.overlaps(mine, tag));
  }

  boolean connected() {
    return client != null && !client.outlet.gone();
  }
}
