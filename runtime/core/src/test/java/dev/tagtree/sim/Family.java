// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/** Faults of one kind; a history has each with a chance of one half. */
enum Family {
  CRASH_KEEP,
  CRASH_OLD,
  CRASH_EMPTY,
  FLUSH,
  FAILOVER,
  SPLIT_BRAIN,
  PARTITION,
  LOST_ACK,
  KILL,
  DEPLOY,
  HALF_OPEN,
  FULL_SOCKET,
  JUNK,
  CLOCK_BACK,
  OVER_TRIM
}
