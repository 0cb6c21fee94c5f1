// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The traits of one history, which differ from one to the next: a few things large, most small, and
 * half of the faults; a history with everything in it is one in which everybody refetches all the
 * time.
 *
 * @param seed names the history
 * @param kind of engine
 * @param families the faults that happen
 * @param nodes how many there are
 * @param clients how many there are
 * @param retention of the log and of each node's ring
 * @param window how long a node collects
 * @param widenAbove how many leaves of one kind are said one by one
 * @param moveOver how long a node takes to send clients away when it cannot read the log
 * @param leased whether nodes have leases, where the kind of engine has them
 * @param steps what happens
 */
record Swarm(
    long seed,
    Kind kind,
    Set<Family> families,
    int nodes,
    int clients,
    Retention retention,
    Duration window,
    int widenAbove,
    Duration moveOver,
    boolean leased,
    List<Step> steps) {
  private static final int MIN_STEPS = 20;
  private static final int MAX_STEPS = 64;
  private static final Act[] ACTS = Act.values();
  private static final Family[] FAMILIES = Family.values();

  static Swarm of(Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EnumSet<Family> families = EnumSet.noneOf(Family.class);
    int chosen = random.nextInt();
    for (Family family : FAMILIES) {
      if ((chosen >> family.ordinal() & 1) == 1) {
        families.add(family);
      }
    }
    int entries = random.nextInt(4) == 0 ? random.nextInt(1, 6) : random.nextInt(6, 60);
    int bytes = random.nextInt(4) == 0 ? random.nextInt(100, 900) : 16_000;
    return new Swarm(
        seed,
        kind,
        families,
        random.nextInt(1, 4),
        random.nextInt(1, 5),
        new Retention(entries, bytes),
        Duration.ofMillis(random.nextInt(4) == 0 ? 100 : 0),
        random.nextInt(4) == 0 ? random.nextInt(1, 4) : 256,
        Duration.ofSeconds(random.nextInt(4) == 0 ? 2 : 0),
        kind == Kind.REDIS && random.nextInt(8) > 0,
        steps(kind, families, random));
  }

  private static List<Step> steps(Kind kind, Set<Family> families, SplittableRandom random) {
    Act[] lots = new Act[128];
    int count = 0;
    for (Act act : ACTS) {
      int weight = act.happens(kind, families) ? act.weight : 0;
      Arrays.fill(lots, count, count + weight, act);
      count += weight;
    }
    int length = random.nextInt(MIN_STEPS, MAX_STEPS);
    List<Step> steps = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      steps.add(new Step(lots[random.nextInt(count)], random.nextInt()));
    }
    return steps;
  }

  boolean has(Family family) {
    return families.contains(family);
  }

  Swarm with(List<Step> fewer) {
    return new Swarm(
        seed,
        kind,
        families,
        nodes,
        clients,
        retention,
        window,
        widenAbove,
        moveOver,
        leased,
        List.copyOf(fewer));
  }
}
