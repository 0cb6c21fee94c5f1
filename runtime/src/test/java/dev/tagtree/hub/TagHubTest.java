// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public face: invalidate, listen, cursor, stats, limits, close. */
class TagHubTest {
  private static final Logger LOGGER = Logger.getLogger("dev.tagtree.hub");

  @BeforeAll
  static void expectWarnings() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void expectNoMore() {
    LOGGER.setLevel(null);
  }

  private final Rig rig = new Rig();

  @Test
  void nothingToInvalidateIsFine() {
    Cursor before = rig.hub.cursor();
    rig.hub.invalidate();
    rig.hub.invalidate(List.of());
    rig.settle();
    assertEquals(before, rig.hub.cursor());
  }

  @Test
  void aNullIsNamedAndNothingIsInvalidated() {
    Cursor before = rig.log.head();
    Tag tag = Tag.parse("a.x");
    assertEquals("tags[1]", nullNamed(() -> rig.hub.invalidate(tag, null)));
    assertEquals("tags", nullNamed(() -> rig.hub.invalidate((Tag[]) null)));
    assertEquals("tags", nullNamed(() -> rig.hub.invalidate((List<Tag>) null)));
    assertEquals("tag", nullNamed(() -> rig.hub.listen(null, told -> {})));
    assertEquals("listener", nullNamed(() -> rig.hub.listen(tag, null)));
    assertEquals("root", nullNamed(() -> TagHub.create((Tag) null)));
    assertEquals("log", nullNamed(() -> TagHub.builder().log(null)));
    assertEquals(before, rig.log.head());
  }

  private static String nullNamed(Runnable action) {
    return assertThrows(NullPointerException.class, action::run).getMessage();
  }

  @Test
  void oneCallTakesNoMoreThan1024Tags() {
    List<Tag> most = Collections.nCopies(TagHub.MAX_TAGS_PER_CALL, Tag.parse("a.x"));
    rig.hub.invalidate(most);
    List<Tag> more = Collections.nCopies(TagHub.MAX_TAGS_PER_CALL + 1, Tag.parse("a.x"));
    Cursor before = rig.log.head();
    assertThrows(IllegalArgumentException.class, () -> rig.hub.invalidate(more));
    assertEquals(before, rig.log.head());
  }

  @Test
  void onlyTheRootOfATreeCanBeServed() {
    assertThrows(IllegalArgumentException.class, () -> TagHub.builder().tree(Tag.parse("todos.*")));
    assertThrows(IllegalArgumentException.class, () -> TagHub.builder().tree(TestTree.TODOS));
    assertEquals(List.of(TestTree.APP), new Rig(hub -> hub.tree(TestTree.APP)).hub.trees());
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    TagHub.Builder builder = TagHub.builder();
    for (Duration wrong :
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(-1),
            Duration.ofNanos(999_999),
            Duration.ofDays(366),
            Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThrows(IllegalArgumentException.class, () -> builder.heartbeat(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder.stallLimit(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder.maxAge(wrong));
    }
    assertThrows(IllegalArgumentException.class, () -> builder.maxConnections(0));
  }

  @Test
  void listenersHearWhatOverlapsInOrder() {
    List<String> heard = new ArrayList<>();
    rig.hub.listen(Tag.parse("todos.byId(*)"), tag -> heard.add("any " + tag));
    rig.hub.listen(Tag.parse("todos.byId(1)"), tag -> heard.add("one " + tag));
    rig.invalidate("todos.byId(1)", "todos.byId(2)", "todos.list", "todos.*");
    assertEquals(
        List.of(
            "any todos.byId(1)",
            "one todos.byId(1)",
            "any todos.byId(2)",
            "any todos.*",
            "one todos.*"),
        heard);
  }

  @Test
  void listenersReturnBeforeConnectionsAreToldAndTheStampAdvances() {
    Rig.Client client = rig.connect();
    client.news();
    Cursor before = rig.hub.cursor();
    List<String> heard = new ArrayList<>();
    rig.hub.listen(
        Tag.parse("*"),
        tag -> {
          rig.thread.runAll();
          assertEquals(before, rig.hub.cursor());
          assertEquals(List.of(), client.news());
          Rig.Client late = rig.connect();
          assertEquals(before.toString(), late.outlet.take().get(1).id());
          heard.add(tag.toString());
        });
    rig.invalidate("a.x", "a.y");
    assertEquals(List.of("a.x", "a.y"), heard);
    assertEquals(0, rig.hub.stats().listenerFailures());
    assertEquals(rig.log.head(), rig.hub.cursor());
    assertEquals(List.of("a.x", "a.y"), client.news());
  }

  @Test
  void aListenerThatFailsDisturbsNobody() {
    Rig.Client client = rig.connect();
    client.news();
    List<Tag> heard = new ArrayList<>();
    rig.hub.listen(
        Tag.parse("a.*"),
        tag -> {
          throw new IllegalStateException("for the test");
        });
    rig.hub.listen(
        Tag.parse("a.*"),
        tag -> {
          throw new StackOverflowError("for the test");
        });
    rig.hub.listen(Tag.parse("a.*"), heard::add);
    rig.invalidate("a.x");
    assertEquals(List.of(Tag.parse("a.x")), heard);
    assertEquals(List.of("a.x"), client.news());
    assertEquals(2, rig.hub.stats().listenerFailures());
  }

  @Test
  void aListenerMayInvalidateListenAndStop() {
    List<String> heard = new ArrayList<>();
    Listening[] own = new Listening[1];
    own[0] =
        rig.hub.listen(
            Tag.parse("a.x"),
            tag -> {
              own[0].close();
              rig.hub.listen(Tag.parse("b.x"), more -> heard.add("new " + more));
              rig.hub.invalidate(Tag.parse("b.x"));
              heard.add("own " + tag);
            });
    rig.invalidate("a.x");
    rig.invalidate("a.x");
    assertEquals(List.of("own a.x", "new b.x"), heard);
  }

  @Test
  void listeningEndsOnceHoweverOftenItIsClosed() {
    List<Tag> heard = new ArrayList<>();
    Listening one = rig.hub.listen(Tag.parse("a.x"), heard::add);
    Listening other = rig.hub.listen(Tag.parse("a.x"), heard::add);
    one.close();
    one.close();
    rig.invalidate("a.x");
    assertEquals(1, heard.size());
    other.close();
    rig.invalidate("a.x");
    assertEquals(1, heard.size());
  }

  @Test
  void aLossOfContinuityTellsListenersTheirOwnTagAndClientsToResync() {
    MemoryLog log = MemoryLog.builder().retainedEntries(4).build();
    Rig losing = new Rig(log, hub -> hub);
    Rig.Client client = losing.connect("b.x");
    client.news();
    List<String> heard = new ArrayList<>();
    losing.hub.listen(Tag.parse("todos.byId(*)"), tag -> heard.add(tag.toString()));
    String before = losing.hub.cursor().toString();
    for (int i = 0; i < 5; i++) {
      log.append(List.of(Tag.parse("a.x")));
    }
    losing.settle();
    assertEquals(List.of("todos.byId(*)"), heard);
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("resync log"), events.stream().map(SseEvent::brief).toList());
    assertEquals(log.head().toString(), events.get(0).id());
    assertEquals(1, losing.hub.stats().resyncs());
    assertEquals("hello resync", losing.connect(Rig.from(before)).news().get(1));
    assertEquals("hello live", losing.connect(Rig.from(log.head().toString())).news().get(1));
  }

  @Test
  void statsCountWhatHappened() {
    Rig.Client client = rig.connect();
    rig.connect(Rig.from("junk"));
    rig.invalidate("a.x", "a.y");
    assertEquals(new HubStats(2, 2, 1, 0, 0, 0), rig.hub.stats());
    rig.thread.on(client.connection::closed);
    assertEquals(1, rig.hub.stats().connections());
  }

  @Test
  void clientsBeyondTheLimitAreToldToComeBackLater() {
    Rig full = new Rig(hub -> hub.maxConnections(2));
    full.connect();
    Rig.Client second = full.connect();
    Rig.Client third = full.connect();
    assertEquals(List.of("retry", "bye"), third.news());
    assertTrue(third.outlet.ended);
    assertEquals(2, full.hub.stats().connections());
    assertEquals(1, full.hub.stats().refusals());
    full.thread.on(second.connection::closed);
    assertEquals("hello new", full.connect().news().get(1));
  }

  @Test
  void aRefusedClientWaitsLongerThanOneThatIsServed() {
    Rig full = new Rig(hub -> hub.maxConnections(1));
    full.connect();
    for (int i = 0; i < 100; i++) {
      List<SseEvent> events = full.connect().outlet.take();
      int after = events.get(1).data().get("after").asInt();
      assertEquals(events.get(0).retry(), String.valueOf(after));
      assertTrue(after >= 3_750 && after < 30_000, () -> after + " ms");
    }
  }

  @Test
  void aRefusedClientThatTakesNothingIsClosedLikeAnyOther() {
    Rig full = new Rig(hub -> hub.maxConnections(1));
    full.connect();
    Rig.Client refused = new Rig.Client();
    refused.outlet.room = () -> 0;
    full.connect(refused, new Subscription.Resume.Fresh());
    full.pass(Duration.ofSeconds(32));
    assertTrue(refused.outlet.aborted);
    assertEquals(1, full.hub.stats().connections());
  }

  @Test
  void closingSaysGoodbyeToAllAndRefusesTheRest() {
    Rig.Client client = rig.connect();
    client.news();
    rig.thread.on(rig.hub::close);
    rig.thread.runAll();
    assertEquals(List.of("bye"), client.news());
    assertTrue(client.outlet.ended);
    assertThrows(IllegalStateException.class, () -> rig.hub.invalidate(Tag.parse("a.x")));
    Rig.Client late = rig.connect();
    assertEquals(List.of("retry", "bye"), late.news());
    assertTrue(late.outlet.ended);
    assertEquals(0, rig.hub.stats().connections());
    rig.hub.close();
  }

  @Test
  void closingFromAnIoThreadClosesAlsoWhoTakesNoGoodbye() {
    Rig.Client client = rig.connect();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    rig.thread.on(rig.hub::close);
    rig.thread.runAll();
    assertFalse(client.outlet.gone());
    rig.nanos += Duration.ofMillis(500).toNanos();
    rig.thread.runAll();
    assertTrue(client.outlet.aborted);
    assertEquals(0, rig.hub.stats().connections());
  }

  @Test
  void aClientThatIsAdmittedWhileTheHubClosesGetsItsGoodbye() {
    Rig.Client client = new Rig.Client();
    boolean[] once = {true};
    client.outlet.whileWriting =
        () -> {
          if (once[0]) {
            once[0] = false;
            rig.hub.close(); // between the first look and the second
          }
        };
    rig.connect(client, new Subscription.Resume.Fresh());
    rig.thread.runAll();
    assertEquals(List.of("retry", "hello new", "bye"), client.news());
    assertTrue(client.outlet.ended);
    assertEquals(0, rig.hub.stats().connections());
  }

  @Test
  void aHubLeavesTheLogItWasGivenOpen() {
    rig.hub.close();
    rig.log.append(List.of(Tag.parse("a.x")));
  }

  @Test
  void aServerThatStoppedLeavesNothingBehindAndAnotherMayStart() {
    Rig.Client first = rig.connect();
    rig.thread.end();
    rig.hub.invalidate(Tag.parse("a.x"));
    rig.step();
    assertEquals(0, rig.hub.stats().connections());
    assertEquals(0, rig.loops());
    FakeIoThread next = new FakeIoThread(() -> rig.nanos);
    Rig.Client second = rig.connect(new Rig.Client(), next, new Subscription.Resume.Fresh(), "b.x");
    assertEquals(1, rig.hub.stats().connections());
    first.connection.closed(); // reported late
    assertEquals(1, rig.hub.stats().connections());
    rig.hub.invalidate(Tag.parse("b.x"));
    rig.step();
    next.runAll();
    assertEquals(List.of("retry", "hello new", "b.x"), second.news());
  }

  @Test
  void aThreadWithoutConnectionsIsNotKept() {
    Rig.Client client = rig.connect();
    assertEquals(1, rig.loops());
    rig.thread.on(client.connection::closed);
    assertEquals(0, rig.loops());
    rig.pass(Duration.ofSeconds(5));
    assertEquals(0, rig.thread.timers());
    Rig.Client again = rig.connect();
    rig.invalidate("a.x");
    assertEquals(List.of("retry", "hello new", "a.x"), again.news());
  }

  @Test
  void aClientOfAThreadThatEndsMeanwhileDoesNoHarm() {
    rig.thread.end();
    rig.connect();
    assertEquals(0, rig.loops());
    rig.hub.invalidate(Tag.parse("a.x"));
    rig.step();
    rig.hub.close();
  }

  @Test
  void aThreadIsWokenOnceForManyEvents() {
    rig.connect();
    rig.thread.runAll();
    for (int i = 0; i < 10; i++) {
      rig.hub.invalidate(Tag.parse("a.x"));
      rig.step();
    }
    assertEquals(1, rig.thread.waiting());
  }
}
