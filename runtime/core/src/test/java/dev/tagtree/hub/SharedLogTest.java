// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ExpectedWarnings;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub whose log is behind an engine that other nodes share, and that does not always answer. */
@Timeout(30)
class SharedLogTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  private final MemoryLog engine = MemoryLog.create();
  private final SharedLog log = new SharedLog(engine);

  private Rig node() {
    return new Rig(log, hub -> hub);
  }

  /** One step, in which the log may not be read. */
  private static void tryStep(Rig rig) {
    assertThrows(LogUnavailableException.class, rig::stepOnce);
    rig.thread.runAll();
  }

  // Debts.

  @Test
  void whatTheEngineDoesNotTakeIsKeptAndAppendedWhenItDoes() throws Exception {
    Rig rig = node();
    Rig.Client client = rig.connect();
    client.news();
    log.down = true;
    rig.hub.invalidate(Rig.tags("a.x", "b.x"));
    rig.hub.invalidate(Rig.tags("c.x"));
    tryStep(rig);
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
  void whatTheEngineTookWithoutSayingSoIsAppendedAgain() throws Exception {
    Rig rig = node();
    log.mute = true;
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.stepOnce();
    log.mute = false;
    rig.settle();
    assertEquals(List.of("a.x", "a.x"), log.tags());
  }

  @Test
  void callsThatWaitAreAppendedTogetherAndEachStaysWhole() throws Exception {
    Rig rig = node();
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
  void aLargeDebtSaysEachTagOnce() throws Exception {
    Rig rig = node();
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
  void aDebtThatCannotBeMergedSaysEverything() throws Exception {
    Rig rig = node();
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
  void whatTheLogWillNeverTakeIsSaidByEverything() throws Exception {
    Rig rig = node();
    log.refusal = new IllegalArgumentException("by the test");
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.settle();
    rig.hub.invalidate(Rig.tags("b.x"));
    rig.settle();
    assertEquals(List.of("*", "b.x"), log.tags());
  }

  @Test
  void aLabelIsKeptWhenTheLogHasTheTags() {
    Rig rig = node();
    rig.hub.insight().keepCallSites();
    rig.hub.invalidate(Rig.tags("a.x"));
    assertEquals(List.of(), rig.hub.insight().callSites());
    rig.settle();
    assertEquals(engine.head(), rig.hub.insight().callSites().get(0).cursor());
  }

  // Merging.

  @Test
  void whatWasWidenedSaysNothingOfWhatWasWidenedEarlier() {
    Tag tree = new TagGroup("com.example.App#1", "todos.byId(*)") {};
    Rig rig = new Rig(log, hub -> hub.tree(tree).widenAbove(1));
    Rig.Client client = rig.connect();
    client.news();
    client.outlet.room = () -> 0;
    rig.invalidate("b.x");
    rig.invalidate("todos.byId(1)", "todos.byId(2)");
    rig.invalidate("a.x");
    rig.invalidate("todos.byId(3)", "todos.byId(4)");
    rig.invalidate("b.x");
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    client.writable();
    assertEquals(
        List.of("todos.byId(*)", "a.x", "todos.byId(*)", "b.x"),
        client.news(),
        "another node finds no byId(1) behind a.x, but a b.x");
  }

  // Start and health.

  @Test
  void aHubStartsWithoutItsEngineAndIsReadyWhenItHasCaughtUp() {
    log.down = true;
    engine.append(List.of(Rig.tags("a.x", "b.x")));
    Rig rig = node();
    assertEquals(HubHealth.DEGRADED, rig.hub.health());
    Rig.Client client = rig.connect();
    assertEquals(List.of("retry", "hello new"), client.news());
    tryStep(rig);
    log.down = false;
    rig.settle();
    assertEquals(HubHealth.LIVE, rig.hub.health());
    assertEquals(List.of("resync epoch"), client.news(), "which stands for all that there was");
    assertEquals(engine.head(), rig.hub.cursor());
    Rig.Client later = rig.connect(Rig.from(engine.oldest().toString()));
    assertEquals(List.of("retry", "hello replayed", "a.x", "b.x"), later.news());
  }

  @Test
  void whatAHubSaysWithoutItsEngineIsNoPositionOfTheEngine() {
    log.down = true;
    Rig rig = node();
    Cursor nowhere = rig.hub.cursor();
    assertNotEquals(engine.head().epoch(), nowhere.epoch());
    Rig other = new Rig(log, new SplittableRandom(2), hub -> hub);
    assertNotEquals(nowhere.epoch(), other.hub.cursor().epoch());
    log.down = false;
    rig.settle();
    Rig.Client client = rig.connect(Rig.from(nowhere.toString()));
    assertEquals(List.of("retry", "hello resync", "resync epoch"), client.news());
  }

  @Test
  void aHubThatStartsWarmResumesWhoComesFromAnother() {
    Cursor before = engine.head();
    engine.append(List.of(Rig.tags("a.x", "b.x")));
    Rig.Client client = node().connect(Rig.from(before.toString()), "b.x");
    assertEquals(List.of("retry", "hello replayed", "b.x"), client.news());
  }

  @Test
  void listenersAreToldToForgetEverythingWhenTheEngineIsFound() {
    log.down = true;
    Rig rig = node();
    List<String> told = new ArrayList<>();
    rig.hub.listen(Tag.parse("a.x"), tag -> told.add(tag.toString()));
    log.down = false;
    rig.settle();
    assertEquals(List.of("a.x"), told);
  }

  @Test
  void aHubIsDegradedWhileItIsFarBehindItsLog() {
    MemoryLog large = MemoryLog.builder().retainedEntries(40).build();
    Rig rig = new Rig(new SharedLog(large), hub -> hub);
    assertEquals(HubHealth.LIVE, rig.hub.health());
    rig.nanos += Duration.ofSeconds(6).toNanos();
    for (int i = 0; i < 25; i++) {
      large.append(List.of(Tag.parse("a.x")));
    }
    rig.stepOnce();
    assertEquals(HubHealth.DEGRADED, rig.hub.health());
    rig.step();
    assertEquals(HubHealth.LIVE, rig.hub.health());
  }

  @Test
  void whatWasTakenIsPublishedThoughTheEngineHasGone() {
    Rig rig = new Rig(log, hub -> hub.coalesce(Duration.ofMillis(10)));
    Rig.Client client = rig.connect();
    client.news();
    rig.invalidate("a.x");
    rig.invalidate("b.x");
    assertEquals(List.of("a.x"), client.news());
    log.down = true;
    rig.nanos += Duration.ofMillis(10).toNanos();
    tryStep(rig);
    assertEquals(List.of("b.x"), client.news());
  }

  @Test
  void clientsAreToldSoonThatANodeKnowsNothingNewAndThatItDoesAgain() {
    Rig rig = node();
    Rig.Client client = rig.connect();
    client.news();
    log.down = true;
    for (int i = 0; i < 7; i++) {
      rig.nanos += Duration.ofSeconds(1).toNanos();
      rig.thread.runAll();
    }
    assertEquals(List.of(false), current(client));
    log.down = false;
    rig.settle();
    rig.pass(Duration.ofSeconds(2));
    assertEquals(List.of(true), current(client));
  }

  private static List<Boolean> current(Rig.Client client) {
    return client.outlet.take().stream()
        .filter(event -> event.is("heartbeat"))
        .map(event -> event.data().get("current").asBoolean())
        .toList();
  }

  @Test
  void clientsAreSentToOtherNodesIfSoWished() {
    Rig rig = new Rig(log, hub -> hub.moveClientsOver(Duration.ofSeconds(4)));
    List<Rig.Client> clients = IntStream.range(0, 20).mapToObj(i -> rig.connect()).toList();
    log.down = true;
    int gone = 0;
    for (int i = 0; i < 20; i++) {
      rig.nanos += Duration.ofSeconds(1).toNanos();
      rig.thread.runAll();
      int now = (int) clients.stream().filter(client -> client.outlet.ended).count();
      assertTrue(now - gone < 20, "all at once");
      gone = now;
    }
    assertEquals(20, gone);
    assertEquals("bye", clients.get(0).news().stream().reduce((a, b) -> b).orElseThrow());
    Rig.Client late = rig.connect();
    rig.pass(Duration.ZERO);
    assertFalse(late.outlet.ended);
    assertThrows(
        IllegalArgumentException.class,
        () -> TagHub.builder().moveClientsOver(Duration.ofHours(2)));
  }

  // Clients that are ahead of this node.

  @Test
  void aClientThatIsAheadWaitsAndMissesNothing() {
    Rig rig = node();
    Cursor ahead = engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = rig.connect(Rig.from(ahead.toString()));
    assertEquals(List.of(), client.news());
    engine.append(List.of(Rig.tags("b.x")));
    rig.settle();
    assertEquals(List.of("retry", "hello replayed", "b.x"), client.news());
    rig.invalidate("c.x");
    assertEquals(List.of("c.x"), client.news());
  }

  @Test
  void aClientThatIsAheadForTooLongRefetches() {
    Rig rig = node();
    Cursor never = new Cursor(engine.head().epoch(), engine.head().offset() + 1_000_000_000L);
    Rig.Client client = rig.connect(Rig.from(never.toString()));
    rig.nanos += Duration.ofMillis(1_999).toNanos();
    rig.settle();
    assertEquals(List.of(), client.news());
    rig.nanos += Duration.ofMillis(1).toNanos();
    rig.settle();
    assertEquals(List.of("retry", "hello resync", "resync gap"), client.news());
  }

  @Test
  void aPollOfAClientThatIsAheadWaitsToo() {
    Rig rig = node();
    Cursor ahead = engine.append(List.of(Rig.tags("a.x")));
    Subscription subscription = new Subscription(List.of(), Rig.from(ahead.toString()));
    assertEquals(Duration.ofSeconds(2), rig.hub.pollDelay(subscription));
    engine.append(List.of(Rig.tags("b.x")));
    rig.settle();
    assertEquals(Duration.ZERO, rig.hub.pollDelay(subscription));
    assertEquals(List.of("hello replayed", "b.x"), PollReply.of(rig.hub, subscription).brief());
    Subscription other = new Subscription(List.of(), Rig.from("other-1"));
    assertEquals(Duration.ZERO, rig.hub.pollDelay(other), "another history");
  }

  @Test
  void aClientThatLeavesWhileItWaitsIsForgotten() {
    Rig rig = node();
    rig.connect("b.x");
    Cursor ahead = engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = rig.connect(Rig.from(ahead.toString()), "a.x");
    rig.thread.on(client.connection::closed);
    rig.settle();
    assertEquals(List.of(), client.news());
    assertEquals(1, rig.hub.stats().connections());
    CompletableFuture<Map<String, Integer>> wanted = rig.hub.insight().subscriptions();
    rig.settle();
    assertEquals(Map.of("b.x", 1), wanted.join());
  }

  @Test
  void aClientThatWaitsGetsNoEventBeforeItsHello() {
    Rig rig = node();
    Cursor never = new Cursor(engine.head().epoch(), engine.head().offset() + 1_000_000_000L);
    Rig.Client client = rig.connect(Rig.from(never.toString()));
    rig.invalidate("a.x");
    rig.pass(Duration.ofMillis(1_000));
    assertEquals(List.of(), client.news());
    rig.hub.close();
    rig.thread.runAll();
    assertEquals(List.of("bye"), client.news());
    assertTrue(client.outlet.ended);
  }

  @Test
  void aClientWithARefusedPlaceInTheSocketBeginsWhenThereIsRoom() {
    Rig rig = node();
    Cursor ahead = engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = new Rig.Client();
    client.outlet.flushes = false;
    rig.connect(client, Rig.from(ahead.toString()));
    assertTrue(client.outlet.awaiting);
    rig.settle();
    assertEquals(List.of(), client.news());
    client.outlet.flushes = true;
    client.writable();
    assertEquals(List.of("retry", "hello live"), client.news());
  }

  @Test
  void aLogInMemoryHasNobodyWaitBecauseNothingIsAheadOfIt() {
    Rig rig = new Rig();
    Cursor never = new Cursor(rig.log.head().epoch(), rig.log.head().offset() + 1_000_000_000L);
    Rig.Client client = rig.connect(Rig.from(never.toString()));
    assertEquals(List.of("retry", "hello resync", "resync gap"), client.news());
  }
}
