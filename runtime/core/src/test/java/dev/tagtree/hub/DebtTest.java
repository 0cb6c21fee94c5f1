// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.log.ExpectedWarnings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The debts of a hub: what its engine did not take is kept, and appended as soon as it does. */
@Timeout(30)
class DebtTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  private final SharedLog log = new SharedLog();
  private final Rig rig = new Rig(log);

  @Test
  void whatTheEngineDoesNotTakeIsKeptAndAppendedWhenItDoes() {
    Rig.Client client = rig.connected();
    log.down = true;
    rig.hub.invalidate(Rig.tags("a.x", "b.x"));
    rig.hub.invalidate(Rig.tags("c.x"));
    rig.stepInVain();
    assertEquals(List.of(), log.tags());
    assertEquals(3, rig.hub.stats().debts());
    assertEquals(1, rig.hub.stats().appendFailures());
    log.down = false;
    rig.settle();
    assertEquals(List.of("a.x", "b.x", "c.x"), log.tags());
    assertEquals(List.of("a.x", "b.x", "c.x"), client.news());
    assertEquals(0, rig.hub.stats().debts());
  }

  @Test
  void whatTheEngineTookWithoutSayingSoIsAppendedAgain() {
    log.mute = true;
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.stepOnce();
    log.mute = false;
    rig.settle();
    assertEquals(List.of("a.x", "a.x"), log.tags());
  }

  @Test
  void callsThatWaitAreAppendedTogetherAndEachStaysWhole() {
    for (int i = 0; i < 600; i++) {
      rig.hub.invalidate(Rig.tags("a.x(" + i + ")", "a.y(" + i + ")"));
    }
    rig.settle();
    assertEquals(List.of(1_024, 176), log.appends);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      expected.addAll(List.of("a.x(" + i + ")", "a.y(" + i + ")"));
    }
    assertEquals(expected, log.tags());
  }

  @Test
  void aLargeDebtSaysEachTagOnce() {
    log.down = true;
    for (int i = 0; i <= Appender.MAX_DEBT_TAGS; i++) {
      rig.hub.invalidate(Rig.tags("a.x(" + i % 1_500 + ")"));
    }
    assertEquals(1_500, rig.hub.stats().debts());
    log.down = false;
    rig.settle();
    assertEquals(IntStream.range(0, 1_500).mapToObj(i -> "a.x(" + i + ")").toList(), log.tags());
    assertEquals(List.of(1_024, 476), log.appends);
  }

  @Test
  void aDebtThatCannotBeMergedSaysEverything() {
    log.down = true;
    for (int i = 0; i <= Appender.MAX_DEBT_TAGS; i++) {
      rig.hub.invalidate(Rig.tags("a.x(" + i + ")"));
    }
    rig.hub.invalidate(Rig.tags("b.x"));
    assertEquals(2, rig.hub.stats().debts());
    log.down = false;
    rig.settle();
    assertEquals(List.of("*", "b.x"), log.tags());
  }

  @Test
  void whatTheLogWillNeverTakeIsSaidByEverything() {
    log.refusal = new IllegalArgumentException("by the test");
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.settle();
    rig.hub.invalidate(Rig.tags("b.x"));
    rig.settle();
    assertEquals(List.of("*", "b.x"), log.tags());
  }

  @Test
  void aCallSiteIsKeptWhenTheLogHasTheTags() {
    rig.hub.insight().keepCallSites();
    rig.hub.invalidate(Rig.tags("a.x"));
    assertEquals(List.of(), rig.hub.insight().callSites());
    rig.settle();
    assertEquals(log.engine.head(), rig.hub.insight().callSites().get(0).cursor());
  }
}
