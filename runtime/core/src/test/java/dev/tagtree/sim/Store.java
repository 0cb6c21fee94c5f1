// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The memory of one server of the engine; the rules for it are those of the engine and the log. */
final class Store {
  /** Most nodes, with those that they restart as. */
  static final int MAX_NODES = 32;

  /**
   * A committed row of the outbox.
   *
   * @param id drawn before the commit
   */
  record Row(int id, int mutation) {}

  /** Names the server's unbroken history, as the engine itself does. */
  String lineage;

  /** Null if what names it is gone. */
  String epoch;

  /** The lineage for which the epoch was made. */
  String epochLineage;

  long number;
  long offset;
  Cursor floor;
  List<Invalidation> entries = new ArrayList<>();

  /**
   * Mutations whose invalidations came into the log in this epoch, also if they were trimmed; and
   * those that had been committed when it began.
   */
  long stored;

  /** Committed mutations; only where data and log share a database. */
  long data;

  List<Row> outbox = new ArrayList<>();

  /** The last id that was drawn, and the last one that was moved to the log. */
  int drawn;

  int moved;

  /** When each node's lease ends, on this server's clock; 0 without one. */
  long[] leases = new long[MAX_NODES];

  /** Microseconds by which its clock differs from the world's. */
  long skew;

  /** How often it ended: transactions end with it. */
  int lives;

  Cursor head() {
    return entries.isEmpty() ? floor : entries.get(entries.size() - 1).cursor();
  }

  boolean isPending() {
    return epoch == null || !epochLineage.equals(lineage);
  }

  /** {@return whether it has a lease of a node} */
  boolean isLeased(int node) {
    return leases[node] != 0;
  }

  void trim(int keep) {
    while (entries.size() > keep) {
      floor = entries.remove(0).cursor();
    }
  }

  /** Loses everything but the data. */
  void empty() {
    epoch = null;
    entries.clear();
    outbox.clear();
    stored = 0;
    Arrays.fill(leases, 0);
  }

  Store copy() {
    Store copy = new Store();
    copy.become(this);
    return copy;
  }

  /** Takes all that another holds; its own clock stays. */
  void become(Store other) {
    lineage = other.lineage;
    epoch = other.epoch;
    epochLineage = other.epochLineage;
    number = other.number;
    offset = other.offset;
    floor = other.floor;
    entries = new ArrayList<>(other.entries);
    stored = other.stored;
    data = other.data;
    outbox = new ArrayList<>(other.outbox);
    drawn = other.drawn;
    moved = other.moved;
    leases = other.leases.clone();
  }
}
