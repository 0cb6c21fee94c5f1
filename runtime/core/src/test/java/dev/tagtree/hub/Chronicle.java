// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model of a history: all that was invalidated, and every position that the log gave out. */
final class Chronicle {
  private final InvalidationLog log;

  /** How many invalidations came up to each position. */
  private final Map<Cursor, Integer> positions = new HashMap<>();

  private final List<Tag> tags = new ArrayList<>();

  /** The time at which each was published. */
  private final List<Long> published = new ArrayList<>();

  Chronicle(InvalidationLog log) {
    this.log = log;
    noteHead();
  }

  /** Notes where the log stands now. */
  void noteHead() {
    positions.put(log.head(), tags.size());
  }

  /** Notes what was invalidated behind a position; it is pending for those who want it. */
  void remember(Cursor before, Tag[] some, long nanos, List<Reader> readers) {
    // What the log has forgotten already has no position that anybody could be given.
    List<Invalidation> kept = read(before);
    int forgotten = some.length - kept.size();
    for (int i = 0; i < some.length; i++) {
      int index = tags.size();
      tags.add(some[i]);
      published.add(nanos);
      if (i >= forgotten) {
        positions.put(kept.get(i - forgotten).cursor(), tags.size());
      }
      for (Reader reader : readers) {
        if (reader.wants(some[i])) {
          reader.pending.add(index);
        }
      }
    }
    noteHead();
    positions.putIfAbsent(log.oldest(), tags.size() - kept.size());
  }

  private List<Invalidation> read(Cursor before) {
    try {
      InvalidationLog.Batch batch = log.read(before, 1_000, Duration.ZERO);
      return batch.gap() ? log.read(log.oldest(), 1_000, Duration.ZERO).entries() : batch.entries();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Makes everything pending that a reader wants and that was published since. */
  void remind(Reader reader, long since) {
    for (int i = 0; i < tags.size(); i++) {
      if (published.get(i) >= since && reader.wants(tags.get(i))) {
        reader.pending.add(i);
      }
    }
  }

  /** {@return how many invalidations came up to a position that the log gave out} */
  int position(String id) {
    return positions.get(Cursor.parse(id).orElseThrow());
  }

  /** Holds an event against what the reader has to learn. */
  void learn(Reader reader, SseEvent event, EventRing ring) {
    if (event.id() == null) {
      check(List.of("hello replayed", "hello resync", "bye").contains(event.brief()), "no id");
      return;
    }
    Integer position = Cursor.parse(event.id()).map(positions::get).orElse(null);
    check(position != null, "an id that is no position of the log");
    if (event.is("resync")) {
      reader.pending.headSet(position).clear();
    } else {
      if (event.is("invalidate")) {
        learn(reader, Tag.parse(event.text("from")), position);
      }
      check(position >= reader.position, "the position went back");
      for (int index : reader.pending.headSet(position)) {
        check(isSaidLater(index, position, ring), "it missed " + tags.get(index));
      }
    }
    reader.position = position;
    reader.cursor = event.id();
  }

  private void learn(Reader reader, Tag from, int position) {
    check(Tag.covers(from, tags.get(position - 1)), "its id is that of another invalidation");
    check(reader.wants(from), "it did not ask for that");
    check(position > reader.position, "not in order, or twice");
    reader.pending.headSet(position).removeIf(index -> Tag.covers(from, tags.get(index)));
  }

  /**
   * {@return whether what was merged into a later event is said by that, which is still to come; or
   * it has fallen off, and a resync is}
   */
  private boolean isSaidLater(int index, int position, EventRing ring) {
    for (long seq = ring.oldest(); seq < ring.head().seq(); seq++) {
      Event event = ring.get(seq);
      int at = positions.get(event.cursor());
      if (seq == ring.oldest() && at > position + 1) {
        return true;
      }
      if (at > position && (event.lost() != null || Tag.covers(event.tag(), tags.get(index)))) {
        return true;
      }
    }
    return false;
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
