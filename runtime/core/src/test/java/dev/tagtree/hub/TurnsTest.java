// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The turns of many connections on one thread, which has other things to do as well. */
class TurnsTest {
  private final Rig rig = Rig.keeping(16);

  @Test
  void manyConnectionsHaveTheirTurnsInSlices() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      clients.add(rig.connected());
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
      Rig.Client client = rig.connected();
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
