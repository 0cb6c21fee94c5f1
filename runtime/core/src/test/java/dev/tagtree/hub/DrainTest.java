// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hub that drains lets its clients go one after another, and a hub says how it is. */
class DrainTest {
  private final Rig rig = new Rig();

  private void drain(Duration over) {
    rig.thread.on(() -> rig.hub.drain(over));
    rig.thread.runAll();
  }

  private void pass(int millis) {
    for (int i = 0; i < millis; i += 20) {
      rig.nanos += 20_000_000;
      rig.settle();
    }
  }

  @Test
  void clientsGoOverTheWholeTimeAndHearOfEverythingUntilThen() {
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(rig.connect());
    }
    drain(Duration.ofSeconds(10));
    for (int second = 1; second <= 10; second++) {
      pass(1_000);
      int open = rig.hub.stats().connections();
      int expected = 100 - 10 * second;
      assertTrue(Math.abs(open - expected) < 25, open + " after " + second + " s");
      clients.forEach(Rig.Client::news);
      rig.invalidate("a.x(" + second + ")");
      for (Rig.Client client : clients) {
        List<String> news = client.outlet.ended ? List.of() : List.of("a.x(" + second + ")");
        assertEquals(news, client.news());
      }
    }
    pass(100);
    assertEquals(0, rig.hub.stats().connections());
    assertTrue(clients.stream().allMatch(client -> client.outlet.ended));
  }

  @Test
  void nobodyIsTakenMeanwhileAndTheHubStaysOfUse() {
    rig.connect();
    assertEquals(HubHealth.LIVE, rig.hub.health());
    drain(Duration.ofSeconds(10));
    assertEquals(HubHealth.CLOSING, rig.hub.health());
    Rig.Client late = rig.connect();
    assertEquals(List.of("retry", "bye"), late.news());
    rig.hub.invalidate(Tag.parse("a.x"));
    rig.thread.on(rig.hub::close);
    rig.thread.runAll();
    assertEquals(0, rig.hub.stats().connections());
    assertEquals(HubHealth.CLOSING, rig.hub.health());
  }

  @Test
  void drainingOverNoTimeIsAtOnce() {
    Rig.Client client = rig.connected();
    drain(Duration.ZERO);
    pass(40);
    assertEquals(List.of("bye"), client.news());
    assertEquals(0, rig.hub.stats().connections());
    rig.hub.drain(Duration.ZERO); // waits for nobody
  }

  @Test
  void aClientThatHasYetToTakeSomethingGetsThatFirst() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    drain(Duration.ofSeconds(1));
    pass(1_100);
    assertTrue(!client.outlet.gone());
    client.takesAll();
    rig.pass(Duration.ofSeconds(2));
    assertEquals(List.of("a.x", "bye"), client.news());
    assertTrue(client.outlet.ended);
  }

  @Test
  void aTimeOutsideItsRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> rig.hub.drain(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> rig.hub.drain(Duration.ofMinutes(61)));
    assertEquals(HubHealth.LIVE, rig.hub.health());
  }

  @Test
  void aHubIsDegradedWhileItsLogCannotBeRead() {
    rig.nanos += 6_000_000_000L;
    assertEquals(HubHealth.DEGRADED, rig.hub.health());
    rig.settle();
    assertEquals(HubHealth.LIVE, rig.hub.health());
  }

  @Test
  void clientsOfALargeHubComeBackOverALongerTime() {
    long longest = 0;
    for (int i = 0; i < 10_000; i++) {
      Rig.Client client = rig.connect();
      longest = Math.max(longest, Long.parseLong(client.outlet.take().get(0).retry()));
    }
    assertTrue(longest > 5_000 && longest < 6_000, longest + " ms");
  }
}
