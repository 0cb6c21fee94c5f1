// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof that tests find bugs: each is planted in the sources as they are, and every suite that
 * has to find it is run against the result.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BugHunt {
  private static final int MAX_BRIEF = 200;

  private final List<String> table = Collections.synchronizedList(new ArrayList<>());

  /** {@return what the tests of this room have to find} */
  abstract List<PlantedBug> bugs();

  @ParameterizedTest
  @MethodSource("bugs")
  void everyPlantedBugIsFound(PlantedBug bug) throws Exception {
    Mutant mutant = Mutant.of(List.of(bug));
    for (Suite suite : bug.finders()) {
      long start = System.nanoTime();
      String found = suite.search(mutant);
      long millis = (System.nanoTime() - start) / 1_000_000;
      String brief = String.valueOf(found).strip().lines().findFirst().orElseThrow();
      brief = brief.length() > MAX_BRIEF ? brief.substring(0, MAX_BRIEF) + " …" : brief;
      table.add("%-60s | %-12s | %5d ms | %s".formatted(bug.name(), suite, millis, brief));
      assertNotNull(found, () -> suite + " does not find that " + bug.name());
    }
  }

  @Test
  void nothingIsFoundWhereNothingIsPlanted() throws Exception {
    TreeSet<String> files = new TreeSet<>();
    TreeSet<Suite> suites = new TreeSet<>();
    for (PlantedBug bug : bugs()) {
      files.add(bug.file());
      suites.addAll(bug.finders());
    }
    Mutant mutant = Mutant.of(files.stream().map(PlantedBug::none).toList());
    for (Suite suite : suites) {
      assertNull(suite.search(mutant), suite::toString);
    }
  }

  @AfterAll
  void print() {
    System.out.println(String.join("\n", table));
  }
}
