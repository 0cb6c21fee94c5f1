// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events that the ring let go before every I/O thread had looked at them: so a thread that was
 * overtaken makes only those of its clients refetch whom it concerned.
 *
 * <p>The tail writes, before the ring's floor rises; any thread reads, after it has seen the floor.
 */
final class Unseen {
  /** Most different tags that are remembered; beyond them it is as if all had been invalidated. */
  static final int MAX_TAGS = 4_096;

  /** By tag, the newest such event. */
  private final Map<Tag, Long> newest = new ConcurrentHashMap<>();

  /** Written and read by the tail only. */
  private long last = -1;

  /** Remembers an event that is about to fall off. */
  void add(long seq, Tag tag) {
    newest.put(newest.size() < MAX_TAGS ? tag : Tag.root(), seq);
    last = seq;
  }

  /** Forgets what every thread has come past. */
  void passed(long slowest) {
    if (last >= 0 && slowest > last) {
      newest.clear();
      last = -1;
    }
  }

  /** {@return the tags of which an event from here on has fallen off unseen} */
  List<Tag> since(long seq) {
    List<Tag> tags = new ArrayList<>();
    newest.forEach(
        (tag, at) -> {
          if (at >= seq) {
            tags.add(tag);
          }
        });
    return tags;
  }
}
