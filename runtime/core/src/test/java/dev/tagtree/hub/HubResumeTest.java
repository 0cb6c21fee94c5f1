// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The past of a client that connects: proven, replayed, or to be refetched. */
class HubResumeTest {
  private final Rig rig = Rig.keeping(8);

  private static List<String> hello(String verdict, String... more) {
    List<String> expected = new ArrayList<>(List.of("retry", "hello " + verdict));
    Collections.addAll(expected, more);
    return expected;
  }

  private String cursor() {
    return rig.hub.cursor().toString();
  }

  @Test
  void aFreshClientIsNewAndLive() {
    rig.invalidate("todos.list");
    Rig.Client client = rig.connect();
    assertEquals(hello("new"), client.news());
    rig.invalidate("todos.byId(1)");
    assertEquals(List.of("todos.byId(1)"), client.news());
  }

  @Test
  void theIdOfHelloIsThePositionServedSoFar() {
    rig.invalidate("todos.list");
    String served = cursor();
    assertEquals(served, rig.connect().outlet.take().get(1).id());
    assertEquals(served, rig.connect(Rig.from(served)).outlet.take().get(1).id());
  }

  @Test
  void aClientAtTheHeadIsLive() {
    assertEquals(hello("live"), rig.connect(Rig.from(cursor())).news());
    rig.invalidate("todos.list");
    assertEquals(hello("live"), rig.connect(Rig.from(cursor())).news());
  }

  @Test
  void aClientThatMissedSomethingGetsAllOfItInOrder() {
    rig.invalidate("a.x");
    String cursor = cursor();
    rig.invalidate("b.x", "c.x");
    rig.invalidate("d.x");
    Rig.Client client = rig.connect(Rig.from(cursor));
    assertNull(client.outlet.take().get(1).id());
    assertEquals(hello("replayed", "b.x", "c.x", "d.x"), rig.connect(Rig.from(cursor)).news());
  }

  @Test
  void aClientThatMissedOnlyWhatItDoesNotWantIsLive() {
    String cursor = cursor();
    rig.invalidate("a.x", "b.x");
    Rig.Client client = rig.connect(Rig.from(cursor), "c.x");
    SseEvent hello = client.outlet.take().get(1);
    assertEquals("live", hello.text("verdict"));
    assertEquals(cursor(), hello.id());
  }

  @Test
  void aReplayHoldsOnlyWhatTheClientWants() {
    String cursor = cursor();
    rig.invalidate("a.x", "b.x(1)", "b.x(2)", "b.*", "*");
    assertEquals(
        hello("replayed", "b.x(1)", "b.*", "*"), rig.connect(Rig.from(cursor), "b.x(1)").news());
  }

  @Test
  void theOldestCursorThatIsKeptIsReplayedAndTheOneBeforeIsAGap() {
    String start = cursor();
    rig.invalidate("a.x(0)");
    String first = cursor();
    for (int i = 1; i <= 8; i++) {
      rig.invalidate("a.x(" + i + ")");
    }
    assertEquals(10, rig.connect(Rig.from(first)).news().size());
    assertEquals(hello("resync", "resync gap"), rig.connect(Rig.from(start)).news());
  }

  @Test
  void anExpiredCursorIsAGapEvenIfNothingKeptConcernsTheClient() {
    String cursor = cursor();
    for (int i = 0; i < 9; i++) {
      rig.invalidate("a.x");
    }
    assertEquals(hello("resync", "resync gap"), rig.connect(Rig.from(cursor), "b.x").news());
  }

  @Test
  void aResyncTakesTheClientToTheHead() {
    rig.invalidate("a.x");
    Rig.Client client = rig.connect(Rig.from("junk"));
    List<SseEvent> first = client.outlet.take();
    assertNull(first.get(1).id());
    assertEquals(cursor(), first.get(2).id());
    rig.invalidate("b.x");
    assertEquals(List.of("b.x"), client.news());
  }

  @Test
  void aCursorThatIsNoneIsAGap() {
    assertEquals(hello("resync", "resync gap"), rig.connect(Rig.from("no cursor")).news());
  }

  @Test
  void aCursorOfAnotherHistoryIsAnEpoch() {
    assertEquals(hello("resync", "resync epoch"), rig.connect(Rig.from("other-5")).news());
  }

  @Test
  void aCursorOfTheFutureIsAGap() {
    String epoch = rig.hub.cursor().epoch();
    long offset = rig.hub.cursor().offset();
    assertEquals(
        hello("resync", "resync gap"), rig.connect(Rig.from(epoch + "-" + (offset + 1))).news());
  }

  @Test
  void dataYoungerThanTheLastEventIsLive() {
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(3));
    assertEquals(hello("live"), rig.connect(Rig.aged(Duration.ofMillis(1_999))).news());
  }

  @Test
  void whatCameAfterTheRequestOrWithinTheMarginIsReplayed() {
    rig.pass(Duration.ofSeconds(10));
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(1));
    rig.invalidate("b.x");
    rig.pass(Duration.ofSeconds(2));
    assertEquals(hello("live"), rig.connect(Rig.aged(Duration.ofMillis(900))).news());
    assertEquals(hello("replayed", "b.x"), rig.connect(Rig.aged(Duration.ofSeconds(1))).news());
    assertEquals(
        hello("replayed", "a.x", "b.x"), rig.connect(Rig.aged(Duration.ofSeconds(2))).news());
  }

  @Test
  void dataFromBeforeTheHubIsAGap() {
    rig.pass(Duration.ofSeconds(3));
    assertEquals(hello("live"), rig.connect(Rig.aged(Duration.ofMillis(1_999))).news());
    assertEquals(
        hello("resync", "resync gap"), rig.connect(Rig.aged(Duration.ofSeconds(2))).news());
  }

  @Test
  void dataOlderThanWhatIsKeptIsAGap() {
    rig.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 9; i++) {
      rig.invalidate("a.x(" + i + ")");
      rig.pass(Duration.ofSeconds(1));
    }
    assertEquals(10, rig.connect(Rig.aged(Duration.ofMillis(7_900))).news().size());
    assertEquals(
        hello("resync", "resync gap"), rig.connect(Rig.aged(Duration.ofSeconds(8))).news());
  }

  @Test
  void aReplayHoldsEachTagOnceWhereItWasInvalidatedLast() {
    String cursor = cursor();
    rig.invalidate("a.x", "a.y", "a.x", "a.z", "a.y");
    Rig.Client client = rig.connect(Rig.from(cursor));
    assertEquals(hello("replayed", "a.x", "a.z", "a.y"), client.news());
  }

  @Test
  void whatIsOlderThanTheRetentionFallsOffWhenTheNextOneComes() {
    Rig brief =
        new Rig(
            MemoryLog.builder()
                .retainedTime(Duration.ofMinutes(10))
                .clock(() -> Instant.ofEpochSecond(1_700_000_000))
                .build(),
            hub -> hub);
    brief.invalidate("a.x(0)");
    String first = brief.hub.cursor().toString();
    brief.pass(Duration.ofMinutes(6));
    brief.invalidate("a.x(1)");
    String second = brief.hub.cursor().toString();
    brief.pass(Duration.ofMinutes(6));
    assertEquals(hello("replayed", "a.x(1)"), brief.connect(Rig.from(first)).news());
    brief.invalidate("a.x(2)");
    assertEquals(hello("replayed", "a.x(1)", "a.x(2)"), brief.connect(Rig.from(first)).news());
    brief.pass(Duration.ofMinutes(6));
    brief.invalidate("a.x(3)");
    assertEquals(hello("resync", "resync gap"), brief.connect(Rig.from(first)).news());
    assertEquals(hello("replayed", "a.x(2)", "a.x(3)"), brief.connect(Rig.from(second)).news());
  }

  @Test
  void anAgeThatIsNoneIsAGap() {
    rig.pass(Duration.ofSeconds(3));
    List<String> gap = hello("resync", "resync gap");
    assertEquals(gap, rig.connect(new Subscription.Resume.Aged(java.util.Optional.empty())).news());
    assertEquals(gap, rig.connect(Rig.aged(Duration.ofSeconds(-1))).news());
    assertEquals(gap, rig.connect(Rig.aged(Duration.ofSeconds(Long.MAX_VALUE))).news());
    assertEquals(gap, rig.connect(Rig.aged(Duration.ofDays(36_500))).news());
  }

  @Test
  void whatTheLogAlreadyHeldCanBeReplayed() {
    MemoryLog log = MemoryLog.create();
    String cursor = log.head().toString();
    log.append(List.of(Rig.tags("a.x", "b.x")));
    Rig later = new Rig(log);
    assertEquals(hello("replayed", "a.x", "b.x"), later.connect(Rig.from(cursor)).news());
  }

  @Test
  void anEventThatWasPublishedButNotLookedAtIsReplayedOnce() {
    String cursor = cursor();
    Rig.Client early = rig.connected();
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.step();
    Rig.Client late = rig.connect(Rig.from(cursor));
    rig.settle();
    assertEquals(hello("replayed", "a.x"), late.news());
    assertEquals(List.of("a.x"), early.news());
  }

  @Test
  void everyClientHasANameOfItsOwn() {
    String one = rig.connect().outlet.take().get(1).text("client");
    String other = rig.connect().outlet.take().get(1).text("client");
    assertTrue(!one.isEmpty() && !one.equals(other));
  }

  @Test
  void helloNamesTheTreesAndTheHeartbeat() {
    Rig served = new Rig(hub -> hub.tree(TestTree.APP).heartbeat(Duration.ofMillis(700)));
    SseEvent hello = served.connect().outlet.take().get(1);
    assertEquals("[\"com.example.App#9f31\"]", hello.data().get("schema").toString());
    assertEquals(700, hello.data().get("heartbeat").asInt());
  }

  @Test
  void aFilterHasAtMost128Tags() {
    List<Tag> most = Collections.nCopies(Subscription.MAX_TAGS, Tag.parse("a.x"));
    assertEquals(128, new Subscription(most, new Subscription.Resume.Fresh()).filter().size());
    List<Tag> more = Collections.nCopies(Subscription.MAX_TAGS + 1, Tag.parse("a.x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Subscription(more, new Subscription.Resume.Fresh()));
  }
}
