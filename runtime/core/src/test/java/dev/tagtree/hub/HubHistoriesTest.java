// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random histories of publishing, connecting, stalling, losing and time, against a model that knows
 * what each client still has to learn. Repeat one with {@code -Dtagtree.seed=<seed>}.
 */
class HubHistoriesTest {
  private static final int HISTORIES = 2_000;

  @Test
  void everyClientLearnsEverythingThatConcernsItOrIsToldToRefetch() {
    Long only = Long.getLong("tagtree.seed");
    long first = only == null ? System.nanoTime() : only;
    for (int i = 0; i < (only == null ? HISTORIES : 1); i++) {
      long seed = first + i;
      try {
        new History(seed, new Trace(false)).run();
      } catch (RuntimeException | AssertionError broken) {
        fail("-Dtagtree.seed=" + seed + ": " + broken + tell(seed), broken);
      }
    }
  }

  /** {@return how that history ended; it is told only when somebody wants to know} */
  private static String tell(long seed) {
    Trace trace = new Trace(true);
    try {
      new History(seed, trace).run();
    } catch (RuntimeException | AssertionError expected) {
      trace.tell(expected::toString);
    }
    List<String> told = trace.lines();
    return "\n  " + String.join("\n  ", told.subList(Math.max(0, told.size() - 40), told.size()));
  }
}
