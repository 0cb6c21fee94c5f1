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
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hub whose log is behind an engine that other nodes share, and that does not always answer. */
@Timeout(30)
class SharedLogTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  private final SharedLog log = new SharedLog();

  @Test
  void aHubStartsWithoutItsEngineAndIsReadyWhenItHasCaughtUp() {
    log.down = true;
    log.engine.append(List.of(Rig.tags("a.x", "b.x")));
    Rig rig = new Rig(log);
    assertEquals(HubHealth.DEGRADED, rig.hub.health());
    Rig.Client client = rig.connect();
    assertEquals(List.of("retry", "hello new"), client.news());
    rig.stepInVain();
    log.down = false;
    rig.settle();
    assertEquals(HubHealth.LIVE, rig.hub.health());
    assertEquals(List.of("resync epoch"), client.news(), "which stands for all that there was");
    assertEquals(log.engine.head(), rig.hub.cursor());
    Rig.Client later = rig.connect(Rig.from(log.engine.oldest().toString()));
    assertEquals(List.of("retry", "hello replayed", "a.x", "b.x"), later.news());
  }

  @Test
  void whatAHubSaysWithoutItsEngineIsNoPositionOfTheEngine() {
    log.down = true;
    Rig rig = new Rig(log);
    Cursor nowhere = rig.hub.cursor();
    assertNotEquals(log.engine.head().epoch(), nowhere.epoch());
    Rig other = new Rig(log, new SplittableRandom(2), hub -> hub);
    assertNotEquals(nowhere.epoch(), other.hub.cursor().epoch());
    log.down = false;
    rig.settle();
    Rig.Client client = rig.connect(Rig.from(nowhere.toString()));
    assertEquals(List.of("retry", "hello resync", "resync epoch"), client.news());
  }

  @Test
  void aHubThatStartsWarmResumesWhoComesFromAnother() {
    Cursor before = log.engine.head();
    log.engine.append(List.of(Rig.tags("a.x", "b.x")));
    Rig.Client client = new Rig(log).connect(Rig.from(before.toString()), "b.x");
    assertEquals(List.of("retry", "hello replayed", "b.x"), client.news());
  }

  @Test
  void listenersAreToldToForgetEverythingWhenTheEngineIsFound() {
    log.down = true;
    Rig rig = new Rig(log);
    List<String> told = new ArrayList<>();
    rig.hub.listen(Tag.parse("a.x"), tag -> told.add(tag.toString()));
    log.down = false;
    rig.settle();
    assertEquals(List.of("a.x"), told);
  }

  @Test
  void aHubIsDegradedWhileItIsFarBehindItsLog() {
    MemoryLog large = MemoryLog.builder().retainedEntries(40).build();
    Rig rig = new Rig(new SharedLog(large));
    assertEquals(HubHealth.LIVE, rig.hub.health());
    rig.advance(Duration.ofSeconds(6));
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
    Rig.Client client = rig.connected();
    rig.invalidate("a.x");
    rig.invalidate("b.x");
    assertEquals(List.of("a.x"), client.news());
    log.down = true;
    rig.advance(Duration.ofMillis(10));
    rig.stepInVain();
    assertEquals(List.of("b.x"), client.news());
  }

  @Test
  void whatWasWidenedSaysNothingOfWhatWasWidenedEarlier() {
    Tag tree = new TagGroup("com.example.App#1", "todos.byId(*)") {};
    Rig rig = new Rig(log, hub -> hub.tree(tree).widenAbove(1));
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 0;
    rig.invalidate("b.x");
    rig.invalidate("todos.byId(1)", "todos.byId(2)");
    rig.invalidate("a.x");
    rig.invalidate("todos.byId(3)", "todos.byId(4)");
    rig.invalidate("b.x");
    client.takesAll();
    assertEquals(
        List.of("todos.byId(*)", "a.x", "todos.byId(*)", "b.x"),
        client.news(),
        "another node finds no byId(1) behind a.x, but a b.x");
  }

  @Test
  void clientsAreToldSoonThatANodeKnowsNothingNewAndThatItDoesAgain() {
    Rig rig = new Rig(log);
    Rig.Client client = rig.connected();
    log.down = true;
    for (int i = 0; i < 7; i++) {
      rig.advance(Duration.ofSeconds(1));
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
      rig.advance(Duration.ofSeconds(1));
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
}
