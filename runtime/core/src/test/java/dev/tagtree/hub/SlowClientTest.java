// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose sockets take little, or nothing for a while: events stay whole and in order. */
class SlowClientTest {
  private final Rig rig = Rig.keeping(16);

  /** {@return all that comes, as the socket has room again and again} */
  private static List<String> allNews(Rig.Client client) {
    List<String> news = new ArrayList<>(client.news());
    while (client.outlet.awaiting) {
      client.writable();
      news.addAll(client.news());
    }
    return news;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void eventsStayWholeHoweverFewBytesTheSocketTakes(int room) {
    Rig.Client client = new Rig.Client();
    client.outlet.room = () -> room;
    rig.connect(client, Rig.from("junk"));
    rig.invalidate(Rig.numbered(0, 5));
    List<String> expected = new ArrayList<>(List.of("retry", "hello resync", "resync gap"));
    expected.addAll(List.of(Rig.numbered(0, 5)));
    assertEquals(expected, allNews(client));
    assertFalse(client.outlet.cutShort());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void eventsFromApartStayWholeHoweverFewBytesTheSocketTakes(int room) {
    Rig.Client client = rig.connected("b.*");
    client.outlet.room = () -> room;
    rig.invalidate("b.x(1)", "a.x", "b.x(2)", "b.x(3)", "a.y", "b.x(4)");
    assertEquals(List.of("b.x(1)", "b.x(2)", "b.x(3)", "b.x(4)"), allNews(client));
    assertFalse(client.outlet.cutShort());
  }

  @Test
  void aClientThatTakesNothingIsAskedOnlyWhenItHasRoom() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    client.outlet.writes = 0;
    rig.invalidate("a.y");
    rig.invalidate("a.z");
    assertEquals(0, client.outlet.writes);
    client.takesAll();
    assertEquals(List.of("a.x", "a.y", "a.z"), client.news());
  }

  @Test
  @SuppressWarnings("ByteBufferBackingArray") // it is what stays alive
  void aClientThatWaitsKeepsTheRestOfOneEventAlive() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 10;
    rig.invalidate(Rig.numbered(0, 16));
    client.outlet.room = () -> 0;
    client.writable();
    int kept = client.outlet.lastBuffer.array().length;
    assertTrue(kept < 150, () -> kept + " bytes");
  }

  @Test
  void whatALaterEventSaysTooIsLeftOut() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x", "a.y");
    rig.invalidate("a.x", "a.z", "a.x");
    client.takesAll();
    assertEquals(List.of("a.y", "a.z", "a.x"), client.news());
  }

  @Test
  void anotherClientMayGetRoomWhileOneIsWrittenTo() {
    Rig.Client blocked = rig.connected();
    blocked.outlet.room = () -> 0;
    rig.invalidate("a.x");
    blocked.outlet.room = () -> FakeOutlet.UNLIMITED;
    Rig.Client writing = rig.connected();
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
}
