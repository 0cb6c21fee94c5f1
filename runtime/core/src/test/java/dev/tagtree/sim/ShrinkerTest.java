// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shrinker leaves out all that is not needed, also of a history that breaks. */
class ShrinkerTest {
  private static final List<Integer> NUMBERS = IntStream.range(0, 70).boxed().toList();

  @Test
  void whatIsNotNeededIsLeftOut() {
    List<Integer> needed = List.of(3, 17, 18, 69);
    assertEquals(needed, Shrinker.shrink(NUMBERS, list -> list.containsAll(needed)));
  }

  @Test
  void nothingIsLeftOfWhatNeedsNothing() {
    assertEquals(List.of(), Shrinker.shrink(NUMBERS, list -> true));
  }

  @Test
  void whatNeedsAllStays() {
    assertEquals(NUMBERS, Shrinker.shrink(NUMBERS, NUMBERS::equals));
  }

  @Test
  void noSingleElementCanBeLeftOut() {
    List<Integer> shrunk =
        Shrinker.shrink(NUMBERS, list -> list.stream().mapToInt(n -> n).sum() % 11 == 6);
    assertTrue(shrunk.stream().allMatch(n -> n % 11 != 0), shrunk::toString);
  }

  @Test
  void aHistoryThatBreaksIsToldInFewSteps() {
    String told = new Simulator(Kind.REDIS, Mistake.TRIM_HOLE).search(1, 2_000).orElseThrow();
    assertTrue(told.startsWith("-Dtagtree.seed="), told);
    assertTrue(told.contains("never learns of"), told);
    assertTrue(told.contains("client0"), told);
  }

  @Test
  void aSeedGivesTheSameHistoryEachTime() {
    Simulator simulator = new Simulator(Kind.POSTGRES, Mistake.BATCH_CUT);
    String told = simulator.search(1, 2_000).orElseThrow();
    assertEquals(told, simulator.search(1, 2_000).orElseThrow());
  }
}
