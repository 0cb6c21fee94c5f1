// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/** A mistake in the rules of a shared log that somebody could make; the simulator must find it. */
enum Mistake {
  NONE,

  // Both engines.
  /** A reader compares offsets only, whatever epoch they are of. */
  EPOCH_IGNORED,
  /** A reader that was overtaken by the trimming goes on with what is left. */
  TRIM_HOLE,
  /** A reader that is ahead of a log that went back waits until it comes there again. */
  REGRESS_IGNORED,
  /** The lineage is not looked at: the epoch is a key like any other, and replicated. */
  LINEAGE_IGNORED,
  /** The epoch is what the clock says. */
  CLOCK_ONLY_EPOCH,
  /** Whoever waits at the head looks at the epoch only when there is something to read. */
  NO_IDLE_EPOCH_CHECK,
  /** A reader goes on at the head, although it was given less than there is. */
  BATCH_CUT,
  /** A node that starts says that it knows everything from the log's beginning. */
  STARTS_AT_HEAD,

  // Redis.
  /** What could not be appended is forgotten. */
  APPEND_DROPPED,
  /** What a deposed master confirmed is forgotten with it. */
  NO_REAPPEND,
  /** It is appended again when the reader's epoch changes, not when the writer's was another. */
  REAPPEND_ONLY_ON_RESET,
  /** Nobody says anything when a node dies. */
  NO_LEASE_MARKER,
  /** The lease of the dead goes before the mark stands in the log. */
  LEASE_BEFORE_MARKER,
  /** A node that closes gives its lease back although it owes something. */
  LEASE_GIVEN_BACK,

  // PostgreSQL.
  /** A reader doesn't look whether the row that it has read last is still the same. */
  NO_CONTENT_CHECK,
  /** A log that went back keeps its epoch: only who noticed refetches. */
  ROLLBACK_KEEPS_EPOCH,
  /** The pump moves rows whose id is above the last one that it moved. */
  ID_ABOVE_LAST,
  /** What a transaction invalidates is told before it commits. */
  TOLD_BEFORE_COMMIT
}
