// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.List;
import java.util.stream.Stream;

/**
 * The mistakes that the tests must find: ways to lose an invalidation, to repeat one, to tear one,
 * or to make somebody wait. A bug that was really made belongs here, too.
 */
final class PlantedBugs {
  private PlantedBugs() {}

  static List<PlantedBug> all() {
    return Stream.of(
            LoopBugs.ALL,
            ConnectionBugs.ALL,
            PastBugs.ALL,
            TailBugs.ALL,
            SharedLogBugs.ALL,
            ClusterBugs.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
