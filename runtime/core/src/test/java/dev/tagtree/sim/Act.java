// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The deed of one step of a history; the rest of the step is chance. */
enum Act {
  MUTATE(12),
  BURST(1),
  BEGIN(4, Kind.POSTGRES),
  COMMIT(4, Kind.POSTGRES),
  PUMP(8, Kind.POSTGRES),
  TURN(16),
  CONNECT(7),
  READ(9),
  LEAVE(2),
  RELOAD(1),
  PASS(4),
  REPLICATE(2, Family.FAILOVER, Family.SPLIT_BRAIN),
  SAVE(2, Family.CRASH_OLD),
  CRASH_KEEP(1, Family.CRASH_KEEP),
  CRASH_OLD(2, Family.CRASH_OLD),
  CRASH_EMPTY(1, Family.CRASH_EMPTY),
  ENGINE_START(3, Family.CRASH_KEEP, Family.CRASH_OLD, Family.CRASH_EMPTY),
  FLUSH(1, Family.FLUSH),
  FAILOVER(1, Family.FAILOVER),
  SPLIT(2, Family.SPLIT_BRAIN),
  REATTACH(1, Family.SPLIT_BRAIN),
  REJOIN(1, Family.SPLIT_BRAIN),
  CUT(2, Family.PARTITION),
  MEND(2, Family.PARTITION),
  LOSE_ACK(3, Family.LOST_ACK),
  KILL(1, Family.KILL),
  DEPLOY(1, Family.DEPLOY),
  NODE_START(4, Family.KILL, Family.DEPLOY),
  HALF_OPEN(2, Family.HALF_OPEN),
  CLOCK_BACK(1, Family.CLOCK_BACK),
  OVER_TRIM(1, Family.OVER_TRIM);

  /** How often it comes, beside the others. */
  final int weight;

  private final Kind only;

  /** It comes if one of them does; always if there are none. */
  private final Set<Family> families = EnumSet.noneOf(Family.class);

  Act(int weight, Family... families) {
    this(weight, (Kind) null, families);
  }

  Act(int weight, Kind only, Family... families) {
    this.weight = weight;
    this.only = only;
    this.families.addAll(Set.of(families));
  }

  boolean happens(Kind kind, Set<Family> enabled) {
    return (only == null || only == kind)
        && (families.isEmpty() || !Collections.disjoint(families, enabled));
  }
}
