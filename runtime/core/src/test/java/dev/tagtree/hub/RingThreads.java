// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The threads of a node, as they use the ring: the tail adds and publishes, the loops look where it
 * ends and what a client has missed, as {@link Loop} and {@link Past} do.
 */
@Param(name = "position", gen = IntGen.class, conf = "0:4")
public final class RingThreads {
  static final int KEPT = 2;

  private static final Tag TAG = Tag.parse("a.x");
  private static final Frame FRAME = new Frame(new byte[1], 0, 1);

  private final EventRing ring = new EventRing(new Retention(KEPT, 1_000), cursor(0), 0);
  private int added;

  private static Cursor cursor(long n) {
    return new Cursor("e", n);
  }

  @Operation(nonParallelGroup = "tail")
  public void add() {
    added++;
    ring.add(cursor(added), TAG, FRAME, added, true);
  }

  @Operation(nonParallelGroup = "tail")
  public void publish() {
    ring.publish();
  }

  @Operation
  public long head() {
    return ring.head().seq();
  }

  @Operation
  public String resume(@Param(name = "position") int position) {
    EventRing.Head head = ring.head();
    if (position > head.cursor().offset()) {
      return "ahead";
    }
    String events = events(ring.firstAbove(position, head.seq()), head.seq());
    return ring.keepsAllAfter(cursor(position)) ? events : "gap";
  }

  @Operation
  public String since(@Param(name = "position") int n) {
    EventRing.Head head = ring.head();
    String events = events(ring.firstSince(n, head.seq()), head.seq());
    return ring.keepsAllSince(n) ? events : "gap";
  }

  /** Reads as a loop does, which takes a hole for a loss. */
  private String events(long first, long end) {
    List<String> events = new ArrayList<>();
    for (long seq = first; seq < end; seq++) {
      Event event = ring.get(seq);
      events.add(event == null ? "hole" : String.valueOf(event.cursor().offset()));
    }
    return String.join(" ", events);
  }
}
