// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client as time passes: its heartbeats, the limits of its patience and of its age. */
class ConnectionTimeTest {
  private final Rig rig = Rig.keeping(16);

  @Test
  void heartbeatsComeWhileNothingElseDoesAndCarryThePositionServed() {
    Rig.Client client = rig.connected("b.x");
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(13));
    assertEquals(List.of(), client.outlet.take());
    rig.pass(Duration.ofSeconds(2));
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("heartbeat"), SseEvent.inBrief(events));
    assertEquals(rig.hub.cursor().toString(), events.get(0).id());
    assertTrue(events.get(0).data().get("current").asBoolean());
    rig.pass(Duration.ofSeconds(15));
    assertEquals(List.of("heartbeat"), client.news());
  }

  @Test
  void anEventPutsTheHeartbeatOff() {
    Rig.Client client = rig.connected();
    rig.pass(Duration.ofSeconds(10));
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(10));
    assertEquals(List.of("a.x"), client.news());
    rig.pass(Duration.ofSeconds(5));
    assertEquals(List.of("heartbeat"), client.news());
  }

  @Test
  void aHeartbeatNeverCarriesAPositionThatWasNotLookedAt() {
    Rig.Client client = rig.connected();
    String served = rig.hub.cursor().toString();
    rig.advance(Duration.ofSeconds(16));
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.meanwhile = rig::step; // published after the loop has looked, before it encodes
    rig.thread.runAll();
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("heartbeat", "a.x"), SseEvent.inBrief(events));
    assertEquals(served, events.get(0).id());
  }

  @Test
  void aHeartbeatSaysWhenTheLogCouldNotBeReadLately() {
    Rig.Client client = rig.connected();
    for (int i = 0; i < 150; i++) {
      rig.advance(Duration.ofMillis(100));
      rig.thread.runAll();
    }
    assertFalse(client.outlet.take().get(0).data().get("current").asBoolean());
  }

  @Test
  void aClientThatTakesNothingForTheStallLimitIsClosed() {
    Rig.Client client = rig.connected();
    rig.pass(Duration.ofSeconds(13)); // silence before does not count
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(29));
    assertFalse(client.outlet.aborted);
    rig.pass(Duration.ofSeconds(3));
    assertTrue(client.outlet.aborted);
    assertEquals(0, rig.hub.stats().connections());
    assertEquals(1, rig.hub.stats().stalls());
  }

  @Test
  void aClientThatTakesLittleIsNotClosed() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 1;
    rig.invalidate("a.x");
    for (int i = 0; i < 5; i++) {
      rig.pass(Duration.ofSeconds(25));
      assertFalse(client.outlet.aborted);
      client.writable();
    }
  }

  @Test
  void aClientWhoseServerCannotFlushWaitsAndIsNotIdle() {
    Rig.Client client = rig.connected();
    client.outlet.flushes = false;
    rig.invalidate("a.x");
    assertTrue(client.outlet.awaiting);
    rig.pass(Duration.ofSeconds(20));
    assertEquals(List.of("a.x"), client.news());
    client.outlet.flushes = true;
    client.writable();
    rig.pass(Duration.ofSeconds(2));
    assertEquals(List.of("heartbeat"), client.news());
  }

  @Test
  void anOldConnectionIsToldToComeBack() {
    Rig aging = new Rig(hub -> hub.maxAge(Duration.ofMinutes(1)).heartbeat(Duration.ofHours(1)));
    Rig.Client client = aging.connected();
    aging.pass(Duration.ofSeconds(53));
    assertFalse(client.outlet.gone());
    aging.pass(Duration.ofSeconds(9));
    assertTrue(client.outlet.ended);
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("bye"), SseEvent.inBrief(events));
    assertTrue(events.get(0).data().get("after").asInt() >= 2_000);
    assertEquals(0, aging.hub.stats().connections());
  }
}
