// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client gets: events whole and in order, a resync it is owed, the end. */
class ConnectionTest {
  private final Rig rig = new Rig(MemoryLog.builder().retainedEntries(16).build(), hub -> hub);

  private Rig.Client connected(String... filter) {
    Rig.Client client = rig.connect(filter);
    client.news();
    return client;
  }

  private static String[] numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "a.x(" + i + ")").toArray(String[]::new);
  }

  @Test
  void onlyWhatTheFilterOverlapsArrives() {
    Rig.Client one = connected("todos.byId(1)");
    Rig.Client any = connected("todos.byId(*)", "notes.list");
    Rig.Client group = connected("todos.*");
    Rig.Client all = connected();
    rig.invalidate("todos.list", "todos.byId(1)", "todos.byId(2)", "notes.*", "org(a).x");
    assertEquals(List.of("todos.byId(1)"), one.news());
    assertEquals(List.of("todos.byId(1)", "todos.byId(2)", "notes.*"), any.news());
    assertEquals(List.of("todos.list", "todos.byId(1)", "todos.byId(2)"), group.news());
    assertEquals(5, all.news().size());
  }

  @Test
  void anEventThatSeveralTagsOfAFilterOverlapArrivesOnce() {
    Rig.Client client = connected("todos.byId(1)", "todos.byId(1)", "todos.*", "*");
    rig.invalidate("todos.byId(1)");
    assertEquals(List.of("todos.byId(1)"), client.news());
  }

  @Test
  void eventsSideBySideAreOneWrite() {
    Rig.Client client = connected();
    client.outlet.writes = 0;
    rig.invalidate(numbered(0, 10));
    assertEquals(10, client.news().size());
    assertEquals(1, client.outlet.writes);
  }

  @Test
  void anEventCostsOnlyTheConnectionsItConcernsAWrite() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(connected("a.x(" + i + ")"));
    }
    clients.forEach(client -> client.outlet.writes = 0);
    rig.invalidate("a.x(7)");
    assertEquals(1, clients.stream().mapToInt(client -> client.outlet.writes).sum());
    assertEquals(1, clients.get(7).outlet.writes);
  }

  @Test
  void connectionsThatWantTheSameShareTheBytesOfTheirWrite() {
    Rig.Client one = connected("a.*");
    Rig.Client other = connected("a.*");
    Rig.Client third = connected("a.y");
    rig.invalidate("a.x", "a.y");
    assertTrue(one.outlet.lastBuffer.isDirect());
    assertEquals(List.of("a.x", "a.y"), one.news());
    assertEquals(List.of("a.x", "a.y"), other.news());
    assertEquals(List.of("a.y"), third.news());
    Run run = new Run(rig.hub.node().ring);
    run.collect(one.connection.filter(), 0, 2, 2);
    rig.invalidate(numbered(0, 16)); // overwrites both
    run.collect(other.connection.filter(), 0, 2, 2);
    assertEquals(2, run.size(), "collected once");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void eventsFromApartStayWholeHoweverFewBytesTheSocketTakes(int room) {
    Rig.Client client = connected("b.*");
    client.outlet.room = () -> room;
    rig.invalidate("b.x(1)", "a.x", "b.x(2)", "b.x(3)", "a.y", "b.x(4)");
    List<String> news = new ArrayList<>(client.news());
    while (client.outlet.awaiting) {
      client.writable();
      news.addAll(client.news());
    }
    assertEquals(List.of("b.x(1)", "b.x(2)", "b.x(3)", "b.x(4)"), news);
    assertFalse(client.outlet.cutShort());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void eventsStayWholeHoweverFewBytesTheSocketTakes(int room) {
    Rig.Client client = new Rig.Client();
    client.outlet.room = () -> room;
    rig.connect(client, Rig.from("junk"));
    rig.invalidate(numbered(0, 5));
    List<String> news = new ArrayList<>(client.news());
    while (client.outlet.awaiting) {
      client.writable();
      news.addAll(client.news());
    }
    List<String> expected = new ArrayList<>(List.of("retry", "hello resync", "resync gap"));
    expected.addAll(List.of(numbered(0, 5)));
    assertEquals(expected, news);
    assertFalse(client.outlet.cutShort());
  }

  @Test
  void aClientThatTakesNothingIsAskedOnlyWhenItHasRoom() {
    Rig.Client client = connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    client.outlet.writes = 0;
    rig.invalidate("a.y");
    rig.invalidate("a.z");
    assertEquals(0, client.outlet.writes);
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    client.writable();
    assertEquals(List.of("a.x", "a.y", "a.z"), client.news());
  }

  @Test
  void aClientThatWaitsKeepsTheRestOfOneEventAlive() {
    Rig.Client client = connected();
    client.outlet.room = () -> 10;
    rig.invalidate(numbered(0, 16));
    client.outlet.room = () -> 0;
    client.writable();
    int kept = client.outlet.lastBuffer.array().length;
    assertTrue(kept < 150, () -> kept + " bytes");
  }

  @Test
  void aClientThatWasOvertakenGetsOneResyncAndNothingFromBefore() {
    Rig.Client client = connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    rig.invalidate(numbered(0, 10));
    rig.invalidate(numbered(10, 20));
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    client.writable();
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("resync overflow"), events.stream().map(SseEvent::brief).toList());
    assertEquals(rig.hub.cursor().toString(), events.get(0).id());
    rig.invalidate("a.y");
    assertEquals(List.of("a.y"), client.news());
  }

  @Test
  void aClientThatWasOvertakenInsideAnEventGetsTheRestOfItFirst() {
    Rig.Client client = connected();
    int[] room = {30};
    client.outlet.room =
        () -> {
          int now = room[0];
          room[0] = 0;
          return now;
        };
    rig.invalidate("a.x");
    assertTrue(client.outlet.cutShort());
    rig.invalidate(numbered(0, 15));
    rig.invalidate(numbered(15, 30));
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    client.writable();
    assertEquals(List.of("a.x", "resync overflow"), client.news());
  }

  @Test
  void whatDoesNotConcernAQuietClientNeverOvertakesIt() {
    Rig.Client client = connected("b.x");
    for (int i = 0; i < 100; i++) {
      rig.invalidate("a.x");
    }
    rig.invalidate("b.x");
    assertEquals(List.of("b.x"), client.news());
    assertEquals(0, rig.hub.stats().allResyncs());
  }

  @Test
  void aLoopThatWasOvertakenMakesThoseResyncWhomItConcerned() {
    FakeIoThread slow = new FakeIoThread(() -> rig.nanos);
    Subscription.Resume fresh = new Subscription.Resume.Fresh();
    Rig.Client overtaken = rig.connect(new Rig.Client(), slow, fresh, "a.x");
    Rig.Client quiet = rig.connect(new Rig.Client(), slow, fresh, "b.x");
    Rig.Client last = rig.connect(new Rig.Client(), slow, fresh, "a.z");
    Rig.Client other = connected("a.x");
    List.of(overtaken, quiet, last).forEach(Rig.Client::news);
    rig.invalidate("a.x");
    rig.invalidate(numbered(0, 15)); // a.x(0) is a.x of another release
    rig.invalidate("a.y", "a.z");
    slow.runAll();
    assertEquals(List.of("resync overflow"), overtaken.news());
    assertEquals(List.of(), quiet.news());
    assertEquals(List.of("a.z"), last.news());
    assertEquals(16, other.news().size());
    rig.invalidate("b.x", "a.x");
    slow.runAll();
    assertEquals(List.of("a.x"), overtaken.news());
    assertEquals(List.of("b.x"), quiet.news());
  }

  @Test
  void aLoopThatWasOvertakenByTooManyDifferentTagsMakesAllResync() {
    Rig wide = new Rig(MemoryLog.builder().retainedEntries(16).build(), hub -> hub);
    FakeIoThread slow = new FakeIoThread(() -> wide.nanos);
    Rig.Client quiet = wide.connect(new Rig.Client(), slow, new Subscription.Resume.Fresh(), "b.x");
    quiet.news();
    for (int i = 0; i < Unseen.MAX_TAGS + 16; i += 16) {
      wide.invalidate(numbered(i, i + 16));
    }
    slow.runAll();
    assertEquals(List.of(), quiet.news());
    for (int i = 0; i < Unseen.MAX_TAGS + 64; i += 16) {
      wide.invalidate(numbered(i, i + 16));
    }
    slow.runAll();
    assertEquals(List.of("resync overflow"), quiet.news());
  }

  @Test
  void whatALaterEventSaysTooIsLeftOut() {
    Rig.Client client = connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x", "a.y");
    rig.invalidate("a.x", "a.z", "a.x");
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    client.writable();
    assertEquals(List.of("a.y", "a.z", "a.x"), client.news());
  }

  @Test
  void eventsThatAreFarApartAreOneWriteToo() {
    Rig.Client client = connected("b.*", "d.*");
    client.outlet.writes = 0;
    rig.invalidate("a.x", "b.x(1)", "c.x", "b.x(2)", "d.x", "a.y", "d.y");
    assertEquals(List.of("b.x(1)", "b.x(2)", "d.x", "d.y"), client.news());
    assertEquals(1, client.outlet.writes);
  }

  @Test
  void aLargeAudienceGetsEverythingOnceWhateverElseItsMembersWant() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(connected("a.*", "b.x(" + i + ")"));
    }
    rig.invalidate("b.x(7)", "a.x", "b.x(8)", "a.y", "b.x(9)");
    assertEquals(List.of("a.x", "a.y"), clients.get(0).news());
    assertEquals(List.of("b.x(7)", "a.x", "a.y"), clients.get(7).news());
    assertEquals(List.of("a.x", "a.y", "b.x(9)"), clients.get(9).news());
  }

  @Test
  void whatIsDueComesBeforeTheGoodbye() {
    Rig.Client client = connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    client.outlet.room = () -> FakeOutlet.UNLIMITED;
    rig.thread.on(rig.hub::close);
    rig.thread.runAll();
    client.writable();
    assertEquals(List.of("a.x", "bye"), client.news());
    assertTrue(client.outlet.ended);
  }

  @Test
  void aClientThatIsGoneIsForgotten() {
    Rig.Client client = connected();
    rig.thread.on(client.connection::closed);
    rig.thread.on(client.connection::closed);
    rig.thread.on(client.connection::writable);
    assertEquals(0, rig.hub.stats().connections());
    rig.invalidate("a.x");
    rig.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), client.news());
  }

  @Test
  void aWriteThatFailsClosesItsConnectionAndDisturbsNobody() {
    for (Exception failure : List.of(new IOException("gone"), new IllegalStateException("?"))) {
      Rig.Client broken = connected();
      Rig.Client other = connected();
      broken.outlet.failure = failure;
      rig.invalidate("a.x");
      assertTrue(broken.outlet.aborted);
      assertEquals(List.of("a.x"), other.news());
      rig.thread.on(other.connection::closed);
      assertEquals(0, rig.hub.stats().connections());
    }
  }

  @Test
  void aClientMayGoWhileItIsWrittenTo() {
    Rig.Client client = connected();
    Rig.Client other = connected();
    client.outlet.whileWriting = () -> client.connection.closed();
    rig.invalidate("a.x", "a.y");
    assertEquals(1, rig.hub.stats().connections());
    assertEquals(List.of("a.x", "a.y"), other.news());
    rig.pass(Duration.ofMinutes(1));
    assertFalse(client.outlet.awaiting);
  }

  @Test
  void anotherClientMayGetRoomWhileOneIsWrittenTo() {
    Rig.Client blocked = connected();
    blocked.outlet.room = () -> 0;
    rig.invalidate("a.x");
    blocked.outlet.room = () -> FakeOutlet.UNLIMITED;
    Rig.Client writing = connected();
    boolean[] inside = {false};
    writing.outlet.whileWriting =
        () -> {
          inside[0] = true;
          blocked.connection.writable();
          inside[0] = false;
        };
    blocked.outlet.whileWriting = () -> assertFalse(inside[0], "one write inside another");
    writing.outlet.room = () -> 150; // cuts the second event
    rig.invalidate("a.y", "a.z");
    assertEquals(List.of("a.x", "a.y", "a.z"), blocked.news());
    writing.writable();
    writing.writable();
    assertEquals(List.of("a.y", "a.z"), writing.news());
  }

  @Test
  void manyConnectionsHaveTheirTurnsInSlices() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      clients.add(connected());
    }
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.step();
    rig.thread.runOne();
    long served = clients.stream().filter(client -> !client.news().isEmpty()).count();
    assertTrue(served > 0 && served < 600, () -> served + " of 600 in one task");
    rig.thread.runAll();
    assertEquals(600 - served, clients.stream().filter(client -> !client.news().isEmpty()).count());
  }

  @Test
  void aBusyThreadLooksAtItsSocketsNowAndThen() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Rig.Client client = connected();
      client.outlet.whileWriting = () -> rig.nanos += 20_000; // 5 ms for a slice
      clients.add(client);
    }
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.step();
    int timers = rig.thread.timers();
    rig.thread.runOne();
    assertEquals(1, rig.thread.waiting(), "the next slice comes at once");
    rig.hub.invalidate(Rig.tags("a.y")); // so that there is no end
    rig.step();
    rig.thread.runOne();
    rig.thread.runOne();
    assertEquals(0, rig.thread.waiting(), "it rests");
    assertEquals(timers + 1, rig.thread.timers());
    rig.hub.invalidate(Rig.tags("a.z"));
    rig.step();
    assertEquals(0, rig.thread.waiting(), "nobody disturbs it");
    for (int i = 0; i < 10; i++) {
      rig.nanos += 1_000_000;
      rig.thread.runAll();
    }
    clients.forEach(client -> assertEquals(List.of("a.x", "a.y", "a.z"), client.news()));
  }
}
