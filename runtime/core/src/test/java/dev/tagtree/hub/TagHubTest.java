// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public face: what it refuses, counts and limits, and how it ends. */
class TagHubTest {
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
  void statsCountWhatHappened() {
    Rig.Client client = rig.connect();
    String start = rig.hub.cursor().toString();
    Rig.Client resynced = rig.connect(Rig.from("junk"));
    rig.invalidate("a.x", "a.y");
    Rig.Client replayed = rig.connect(Rig.from(start), "a.y");
    long bytes = Stream.of(client, resynced, replayed).mapToLong(one -> one.outlet.received).sum();
    HubStats stats = rig.hub.stats();
    assertEquals(3, stats.connections());
    assertEquals(2, stats.events());
    assertEquals(5, stats.deliveries());
    assertEquals(bytes, stats.bytes());
    assertEquals(1, stats.replays());
    assertEquals(Map.of("gap", 1L, "epoch", 0L, "log", 0L, "overflow", 0L), stats.resyncs());
    assertEquals(1, stats.allResyncs());
    assertEquals(0, stats.lag());
    rig.hub.invalidate(Rig.tags("a.x", "a.x"));
    rig.step();
    assertEquals(1, rig.hub.stats().coalesced());
    rig.hub.invalidate(Rig.tags("a.x", "a.y"));
    rig.step();
    assertEquals(3, rig.hub.stats().lag());
    rig.thread.runAll();
    assertEquals(2, rig.hub.stats().coalesced());
    client.leave();
    assertEquals(2, rig.hub.stats().connections());
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
    assertEquals(1, full.hub.stats().rejected());
    second.leave();
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
    Rig.Client client = rig.connected();
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
    rig.advance(Duration.ofMillis(500));
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
    FakeIoThread next = rig.newThread();
    Rig.Client second = rig.connect(next, "b.x");
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
    client.leave();
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
