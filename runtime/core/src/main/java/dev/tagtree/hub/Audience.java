// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.ArrayList;
import java.util.List;

/** The connections of one I/O thread that want the same tag. Confined to that thread. */
final class Audience {
  /** A connection's place in one audience. */
  static final class Seat {
    private final Audience audience;
    private final Connection connection;
    private int place;

    private Seat(Audience audience, Connection connection, int place) {
      this.audience = audience;
      this.connection = connection;
      this.place = place;
    }

    Audience audience() {
      return audience;
    }
  }

  /** From this size on an audience is told once for all that one scan finds. */
  private static final int LARGE = 16;

  private final Tag tag;
  private final List<Seat> seats = new ArrayList<>(1);

  /** Up to where everybody here was told to look. */
  private long told = -1;

  Audience(Tag tag) {
    this.tag = tag;
  }

  Tag tag() {
    return tag;
  }

  int size() {
    return seats.size();
  }

  boolean isEmpty() {
    return seats.isEmpty();
  }

  Seat add(Connection connection) {
    Seat seat = new Seat(this, connection, seats.size());
    seats.add(seat);
    told = -1; // the new one was told nothing yet
    return seat;
  }

  void leave(Seat seat) {
    Seat last = seats.remove(seats.size() - 1);
    if (last != seat) {
      seats.set(seat.place, last);
      last.place = seat.place;
    }
  }

  /**
   * Tells everybody here to look at an event; a large audience is told to look at all up to the end
   * of the scan, so that the scan's other events need not tell it again.
   */
  void tell(long seq, long scanned) {
    if (told >= scanned) {
      return;
    }
    boolean large = seats.size() >= LARGE;
    for (Seat seat : seats) {
      seat.connection.mark(seq, large ? scanned : seq + 1);
    }
    told = large ? scanned : told;
  }

  /** Owes everybody here a resync. */
  void lapse(Reason reason) {
    for (Seat seat : seats) {
      seat.connection.lapse(reason);
    }
  }
}
