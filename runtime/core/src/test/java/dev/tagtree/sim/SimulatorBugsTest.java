// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator finds mistakes: each {@link Mistake} within a stated number of histories. */
class SimulatorBugsTest {
  private static final long FIRST = 1_000_000;
  private static final List<String> TABLE = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(value = Mistake.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyMistakeIsFound(Mistake mistake) {
    for (Kind kind : mistake.kinds) {
      long start = System.nanoTime();
      Optional<String> found = new Simulator(kind, mistake).search(FIRST, mistake.histories);
      assertTrue(found.isPresent(), () -> mistake + " is not found with " + kind);
      TABLE.add(
          "%-22s | %-8s | %5d ms | %s"
              .formatted(
                  mistake,
                  kind,
                  (System.nanoTime() - start) / 1_000_000,
                  found.get().lines().limit(2).collect(Collectors.joining())));
    }
  }

  @AfterAll
  static void print() {
    System.out.println(String.join("\n", TABLE));
  }
}
