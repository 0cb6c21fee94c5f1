// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client and its events: those that concern it, each in as few writes as can be, to the end. */
class ConnectionTest {
  private final Rig rig = Rig.keeping(16);

  @Test
  void onlyWhatTheFilterOverlapsArrives() {
    Rig.Client one = rig.connected("todos.byId(1)");
    Rig.Client any = rig.connected("todos.byId(*)", "notes.list");
    Rig.Client group = rig.connected("todos.*");
    Rig.Client all = rig.connected();
    rig.invalidate("todos.list", "todos.byId(1)", "todos.byId(2)", "notes.*", "org(a).x");
    assertEquals(List.of("todos.byId(1)"), one.news());
    assertEquals(List.of("todos.byId(1)", "todos.byId(2)", "notes.*"), any.news());
    assertEquals(List.of("todos.list", "todos.byId(1)", "todos.byId(2)"), group.news());
    assertEquals(5, all.news().size());
  }

  @Test
  void anEventThatSeveralTagsOfAFilterOverlapArrivesOnce() {
    Rig.Client client = rig.connected("todos.byId(1)", "todos.byId(1)", "todos.*", "*");
    rig.invalidate("todos.byId(1)");
    assertEquals(List.of("todos.byId(1)"), client.news());
  }

  @Test
  void aLargeAudienceGetsEverythingOnceWhateverElseItsMembersWant() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(rig.connected("a.*", "b.x(" + i + ")"));
    }
    rig.invalidate("b.x(7)", "a.x", "b.x(8)", "a.y", "b.x(9)");
    assertEquals(List.of("a.x", "a.y"), clients.get(0).news());
    assertEquals(List.of("b.x(7)", "a.x", "a.y"), clients.get(7).news());
    assertEquals(List.of("a.x", "a.y", "b.x(9)"), clients.get(9).news());
  }

  @Test
  void eventsSideBySideAreOneWrite() {
    Rig.Client client = rig.connected();
    client.outlet.writes = 0;
    rig.invalidate(Rig.numbered(0, 10));
    assertEquals(10, client.news().size());
    assertEquals(1, client.outlet.writes);
  }

  @Test
  void eventsThatAreFarApartAreOneWriteToo() {
    Rig.Client client = rig.connected("b.*", "d.*");
    client.outlet.writes = 0;
    rig.invalidate("a.x", "b.x(1)", "c.x", "b.x(2)", "d.x", "a.y", "d.y");
    assertEquals(List.of("b.x(1)", "b.x(2)", "d.x", "d.y"), client.news());
    assertEquals(1, client.outlet.writes);
  }

  @Test
  void anEventCostsOnlyTheConnectionsItConcernsAWrite() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(rig.connected("a.x(" + i + ")"));
    }
    clients.forEach(client -> client.outlet.writes = 0);
    rig.invalidate("a.x(7)");
    assertEquals(1, clients.stream().mapToInt(client -> client.outlet.writes).sum());
    assertEquals(1, clients.get(7).outlet.writes);
  }

  @Test
  void connectionsThatWantTheSameShareTheBytesOfTheirWrite() {
    Rig.Client one = rig.connected("a.*");
    Rig.Client other = rig.connected("a.*");
    Rig.Client third = rig.connected("a.y");
    rig.invalidate("a.x", "a.y");
    assertTrue(one.outlet.lastBuffer.isDirect());
    assertEquals(List.of("a.x", "a.y"), one.news());
    assertEquals(List.of("a.x", "a.y"), other.news());
    assertEquals(List.of("a.y"), third.news());
    Run run = new Run(rig.hub.node().ring);
    run.collect(one.connection.filter(), 0, 2, 2);
    rig.invalidate(Rig.numbered(0, 16)); // overwrites both
    run.collect(other.connection.filter(), 0, 2, 2);
    assertEquals(2, run.size(), "collected once");
  }

  @Test
  void whatIsDueComesBeforeTheGoodbye() {
    Rig.Client client = rig.connected();
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
    Rig.Client client = rig.connected();
    client.leave();
    client.leave();
    rig.thread.on(client.connection::writable);
    assertEquals(0, rig.hub.stats().connections());
    rig.invalidate("a.x");
    rig.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), client.news());
  }

  @Test
  void aWriteThatFailsClosesItsConnectionAndDisturbsNobody() {
    for (Exception failure : List.of(new IOException("gone"), new IllegalStateException("?"))) {
      Rig.Client broken = rig.connected();
      Rig.Client other = rig.connected();
      broken.outlet.failure = failure;
      rig.invalidate("a.x");
      assertTrue(broken.outlet.aborted);
      assertEquals(List.of("a.x"), other.news());
      other.leave();
      assertEquals(0, rig.hub.stats().connections());
    }
  }

  @Test
  void aClientMayGoWhileItIsWrittenTo() {
    Rig.Client client = rig.connected();
    Rig.Client other = rig.connected();
    client.outlet.whileWriting = () -> client.connection.closed();
    rig.invalidate("a.x", "a.y");
    assertEquals(1, rig.hub.stats().connections());
    assertEquals(List.of("a.x", "a.y"), other.news());
    rig.pass(Duration.ofMinutes(1));
    assertFalse(client.outlet.awaiting);
  }
}
