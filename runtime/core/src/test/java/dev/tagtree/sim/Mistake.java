// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.Set;

/** A mistake in the rules of a shared log that somebody could make; the simulator must find it. */
enum Mistake {
  NONE(0),

  /** A reader compares offsets only, whatever epoch they are of. */
  EPOCH_IGNORED(2_000, Kind.REDIS, Kind.POSTGRES),
  /** A reader that was overtaken by the trimming goes on with what is left. */
  TRIM_HOLE(2_000, Kind.REDIS, Kind.POSTGRES),
  /** A reader that is ahead of a log that went back waits until that is there again. */
  REGRESS_IGNORED(50_000, Kind.POSTGRES),
  /** The lineage is not looked at: the epoch is a key like any other, and replicated. */
  LINEAGE_IGNORED(2_000, Kind.REDIS, Kind.POSTGRES),
  /** The epoch is what the clock says. */
  CLOCK_ONLY_EPOCH(50_000, Kind.REDIS, Kind.POSTGRES),
  /** Who waits at the head looks at the epoch only when there is something to read. */
  NO_IDLE_EPOCH_CHECK(50_000, Kind.REDIS),
  /** A reader goes on at the head, although it was given less than there is. */
  BATCH_CUT(2_000, Kind.REDIS, Kind.POSTGRES),
  /** A node that starts says that it knows everything from the log's beginning. */
  STARTS_AT_HEAD(2_000, Kind.REDIS, Kind.POSTGRES),
  /** What could not be appended is forgotten. */
  APPEND_DROPPED(2_000, Kind.REDIS),
  /** What a deposed master confirmed is forgotten with it. */
  NO_REAPPEND(50_000, Kind.REDIS),
  /** It is appended again when the reader's epoch changes, not when the writer's was another. */
  REAPPEND_ONLY_ON_RESET(50_000, Kind.REDIS),
  /** Nobody says anything when a node dies. */
  NO_LEASE_MARKER(2_000, Kind.REDIS),
  /** The lease of the dead goes before the mark stands in the log. */
  LEASE_BEFORE_MARKER(50_000, Kind.REDIS),
  /** The leases that a flush or a failover takes are not given again. */
  LEASES_LOST(50_000, Kind.REDIS),
  /** A node that closes gives its lease back although it owes something. */
  LEASE_GIVEN_BACK(50_000, Kind.REDIS),
  /** A reader doesn't look whether the row that it has read last is still the same. */
  NO_CONTENT_CHECK(50_000, Kind.POSTGRES),
  /** A log that went back keeps its epoch: only who noticed refetches. */
  ROLLBACK_KEEPS_EPOCH(50_000, Kind.POSTGRES),
  /** The pump moves rows whose id is above the last one that it moved. */
  ID_ABOVE_LAST(2_000, Kind.POSTGRES),
  /** What a transaction invalidates is told before it commits. */
  TOLD_BEFORE_COMMIT(2_000, Kind.POSTGRES);

  /** Within how many histories it is found. */
  final int histories;

  /** The engines for whose log it is one. */
  final Set<Kind> kinds;

  Mistake(int histories, Kind... kinds) {
    this.histories = histories;
    this.kinds = Set.of(kinds);
  }
}
