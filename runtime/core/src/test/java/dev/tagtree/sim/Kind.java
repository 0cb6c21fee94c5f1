// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/** The kind of engine that the nodes share. */
enum Kind {
  /**
   * Data lives elsewhere and is appended after its commit; the lineage changes with every restart
   * and promotion; what was confirmed can be lost.
   */
  REDIS,

  /**
   * Data and outbox are in one database, and commit together; the lineage outlives a crash and
   * changes with a promotion, which loses data and events together.
   */
  POSTGRES
}
