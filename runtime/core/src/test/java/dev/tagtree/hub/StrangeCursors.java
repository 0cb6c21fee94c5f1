// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.util.Optional;

/** Cursors that a client may come with, and from which no server could continue. */
public final class StrangeCursors {
  /** How many there are. */
  public static final int COUNT = 4;

  private StrangeCursors() {}

  /** {@return one of them, counted from 0, in place of the client's own; empty if it is none} */
  public static Optional<Cursor> insteadOf(Cursor own, int which) {
    return switch (which) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Cursor("foreign", own.offset()));
      case 2 -> Optional.of(new Cursor(own.epoch(), Long.MAX_VALUE));
      case 3 -> Optional.of(new Cursor(own.epoch(), 0));
      default -> throw new IllegalArgumentException(String.valueOf(which));
    };
  }
}
