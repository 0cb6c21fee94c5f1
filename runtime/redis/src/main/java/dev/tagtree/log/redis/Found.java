// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored log behind a position, read in two steps between which others append. Decides whether
 * a reader can continue there; a value without a connection.
 *
 * @param known where the log stands, and in {@link Reply#more} the number at the position, or -1
 * @param entries as Redis stores them
 */
record Found(Reply known, List<?> entries) {
  /** {@return the number at the position, negative if it is none of this log, or no longer} */
  private long number() {
    return (Long) known.more().get(0);
  }

  /** {@return whether there are entries, but none were found: they may have come in between} */
  boolean isEarly() {
    return entries.isEmpty() && number() >= 0 && number() < known.number();
  }

  /**
   * {@return what follows the position that was asked for, or that there is a gap}
   *
   * <p>Numbers are dense, so that whatever is missing between two entries is seen.
   */
  Batch after(Cursor position) {
    long number = number();
    if (number < 0) {
      return gap();
    }
    List<Invalidation> follow = new ArrayList<>(entries.size());
    for (Object element : entries) {
      Invalidation entry = StoredEntry.read(known.epoch(), element);
      if (entry.number() != ++number) {
        return gap();
      }
      follow.add(entry);
    }
    if (follow.isEmpty()) {
      return number == known.number() ? new Batch(follow, position, false, 0) : gap();
    }
    Cursor last = follow.get(follow.size() - 1).cursor();
    return new Batch(follow, last, false, known.number() - number);
  }

  private Batch gap() {
    return new Batch(List.of(), known.head(), true, 0);
  }
}
