// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one client gets as time passes: heartbeats, the limits of its patience and its age. */
class ConnectionTimeTest {
  private final Rig rig = new Rig(MemoryLog.builder().retainedEntries(16).build(), hub -> hub);

  private Rig.Client connected(String... filter) {
    Rig.Client client = rig.connect(filter);
    client.news();
    return client;
  }

  @Test
  void heartbeatsComeWhileNothingElseDoesAndCarryThePositionServed() {
    Rig.Client client = connected("b.x");
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(13));
    assertEquals(List.of(), client.outlet.take());
    rig.pass(Duration.ofSeconds(2));
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("heartbeat"), events.stream().map(SseEvent::brief).toList());
    assertEquals(rig.hub.cursor().toString(), events.get(0).id());
    assertTrue(events.get(0).data().get("current").asBoolean());
    rig.pass(Duration.ofSeconds(15));
    assertEquals(List.of("heartbeat"), client.news());
  }

  @Test
  void anEventPutsTheHeartbeatOff() {
    Rig.Client client = connected();
    rig.pass(Duration.ofSeconds(10));
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(10));
    assertEquals(List.of("a.x"), client.news());
    rig.pass(Duration.ofSeconds(5));
    assertEquals(List.of("heartbeat"), client.news());
  }

  @Test
  void aHeartbeatNeverCarriesAPositionThatWasNotLookedAt() {
    Rig.Client client = connected();
    String served = rig.hub.cursor().toString();
    rig.nanos += Duration.ofSeconds(16).toNanos();
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.meanwhile = rig::step; // published after the loop has looked, before it encodes
    rig.thread.runAll();
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("heartbeat", "a.x"), events.stream().map(SseEvent::brief).toList());
    assertEquals(served, events.get(0).id());
  }

  @Test
  void aHeartbeatSaysWhenTheLogCouldNotBeReadLately() {
    Rig.Client client = connected();
    for (int i = 0; i < 150; i++) {
      rig.nanos += Duration.ofMillis(100).toNanos();
      rig.thread.runAll();
    }
    assertFalse(client.outlet.take().get(0).data().get("current").asBoolean());
  }

  @Test
  void aClientThatTakesNothingForTheStallLimitIsClosed() {
    Rig.Client client = connected();
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
    Rig.Client client = connected();
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
    Rig.Client client = connected();
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
    Rig.Client client = aging.connect();
    client.news();
    aging.pass(Duration.ofSeconds(53));
    assertFalse(client.outlet.gone());
    aging.pass(Duration.ofSeconds(9));
    assertTrue(client.outlet.ended);
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("bye"), events.stream().map(SseEvent::brief).toList());
    assertTrue(events.get(0).data().get("after").asInt() >= 2_000);
    assertEquals(0, aging.hub.stats().connections());
  }
}
