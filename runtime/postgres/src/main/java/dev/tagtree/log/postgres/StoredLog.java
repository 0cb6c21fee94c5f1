// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.InvalidTagException;
import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored log as one query saw it: where it stands, and the rows from some position on. Decides
 * whether a reader can continue there; a value without a connection.
 *
 * @param floor the last entry that is no longer kept
 * @param rows those at and behind the position that was asked for, in order, as far as asked for
 */
record StoredLog(String epoch, Mark head, Mark floor, List<Row> rows) {
  /** The format of entries that this version writes, and the only one that it can read. */
  static final int FORMAT = 1;

  /** A number and its position. */
  record Mark(long number, long position) {}

  /** One stored entry. */
  record Row(long number, long position, int format, String text) {
    /** {@return the tag; of an entry that a newer version wrote, everything} */
    Tag tag() {
      if (format != FORMAT) {
        return Tag.root();
      }
      try {
        return Tag.parse(text);
      } catch (InvalidTagException unknown) {
        return Tag.root();
      }
    }
  }

  /** Takes an immutable copy of the rows. */
  StoredLog {
    rows = List.copyOf(rows);
  }

  Cursor headCursor() {
    return new Cursor(epoch, head.position());
  }

  Cursor oldestCursor() {
    return new Cursor(epoch, floor.position());
  }

  /**
   * {@return whether what is stored is not what was: the epoch has to end}
   *
   * @param after where the reader asked from
   * @param max how many rows behind that were asked for
   * @param known the newest position that was seen before the query; null if none
   * @param last the newest entry that was read; null if none
   */
  boolean isBroken(Cursor after, int max, @Nullable Cursor known, @Nullable Invalidation last) {
    if (known != null && headCursor().isBefore(known)) {
      return true; // it was further already
    }
    if (!reaches(after)) {
      return false; // a gap, which says nothing about what is stored
    }
    long position = after.offset();
    Invalidation given = last != null && last.cursor().equals(after) ? last : null;
    Row anchor = anchor(position);
    if (anchor == null && position != floor.position()) {
      return given != null || position == head.position();
    }
    if (anchor != null && given != null && !isSame(anchor, given)) {
      return true;
    }
    return follow(numberAt(position), max).size()
        < Math.min(max, head.number() - numberAt(position));
  }

  /** {@return whether a position is one of this epoch, from the floor to the head} */
  private boolean reaches(Cursor position) {
    Cursor head = headCursor();
    return position.isSameHistoryAs(head)
        && !position.isBefore(oldestCursor())
        && !head.isBefore(position);
  }

  private static boolean isSame(Row row, Invalidation entry) {
    return row.number() == entry.number() && row.tag().equals(entry.tag());
  }

  /** {@return what follows a position, or that there is a gap} */
  Batch after(Cursor after, int max) {
    long position = after.offset();
    boolean known = position == floor.position() || anchor(position) != null;
    if (!reaches(after) || !known) {
      return gap();
    }
    long number = numberAt(position);
    List<Invalidation> entries = follow(number, max);
    if (entries.isEmpty()) {
      return number == head.number() ? new Batch(entries, after, false, 0) : gap();
    }
    Invalidation last = entries.get(entries.size() - 1);
    return new Batch(entries, last.cursor(), false, head.number() - last.number());
  }

  Batch gap() {
    return new Batch(List.of(), headCursor(), true, 0);
  }

  /** {@return the entries behind a number, up to the first hole} */
  private List<Invalidation> follow(long number, int max) {
    List<Invalidation> entries = new ArrayList<>();
    long next = number + 1;
    for (Row row : rows) {
      if (row.number() < next && entries.isEmpty()) {
        continue; // the anchor
      }
      if (row.number() != next || entries.size() == max) {
        break;
      }
      entries.add(new Invalidation(next++, new Cursor(epoch, row.position()), row.tag()));
    }
    return entries;
  }

  private long numberAt(long position) {
    Row anchor = anchor(position);
    return anchor == null ? floor.number() : anchor.number();
  }

  private @Nullable Row anchor(long position) {
    return rows.isEmpty() || rows.get(0).position() != position ? null : rows.get(0);
  }
}
