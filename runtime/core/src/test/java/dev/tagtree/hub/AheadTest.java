// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are ahead of this node, as they come from one that has read further. */
@Timeout(30)
class AheadTest {
  private final SharedLog log = new SharedLog();
  private final Rig rig = new Rig(log);

  /** {@return a position that nobody will come to soon} */
  private static Cursor never(InvalidationLog log) {
    Cursor head = log.head();
    return new Cursor(head.epoch(), head.offset() + 1_000_000_000L);
  }

  @Test
  void aClientThatIsAheadWaitsAndMissesNothing() {
    Cursor ahead = log.engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = rig.connect(Rig.from(ahead.toString()));
    assertEquals(List.of(), client.news());
    log.engine.append(List.of(Rig.tags("b.x")));
    rig.settle();
    assertEquals(List.of("retry", "hello replayed", "b.x"), client.news());
    rig.invalidate("c.x");
    assertEquals(List.of("c.x"), client.news());
  }

  @Test
  void aClientThatIsAheadForTooLongRefetches() {
    Rig.Client client = rig.connect(Rig.from(never(log).toString()));
    rig.advance(Duration.ofMillis(1_999));
    rig.settle();
    assertEquals(List.of(), client.news());
    rig.advance(Duration.ofMillis(1));
    rig.settle();
    assertEquals(List.of("retry", "hello resync", "resync gap"), client.news());
  }

  @Test
  void aPollOfAClientThatIsAheadWaitsToo() {
    Cursor ahead = log.engine.append(List.of(Rig.tags("a.x")));
    Subscription subscription = new Subscription(List.of(), Rig.from(ahead.toString()));
    assertEquals(Duration.ofSeconds(2), rig.hub.pollDelay(subscription));
    log.engine.append(List.of(Rig.tags("b.x")));
    rig.settle();
    assertEquals(Duration.ZERO, rig.hub.pollDelay(subscription));
    assertEquals(List.of("hello replayed", "b.x"), PollReply.of(rig.hub, subscription).brief());
    Subscription other = new Subscription(List.of(), Rig.from("other-1"));
    assertEquals(Duration.ZERO, rig.hub.pollDelay(other), "another history");
  }

  @Test
  void aClientThatLeavesWhileItWaitsIsForgotten() {
    rig.connect("b.x");
    Cursor ahead = log.engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = rig.connect(Rig.from(ahead.toString()), "a.x");
    client.leave();
    rig.settle();
    assertEquals(List.of(), client.news());
    assertEquals(1, rig.hub.stats().connections());
    CompletableFuture<Map<String, Integer>> wanted = rig.hub.insight().subscriptions();
    rig.settle();
    assertEquals(Map.of("b.x", 1), wanted.join());
  }

  @Test
  void aClientThatWaitsGetsNoEventBeforeItsHello() {
    Rig.Client client = rig.connect(Rig.from(never(log).toString()));
    rig.invalidate("a.x");
    rig.pass(Duration.ofSeconds(1));
    assertEquals(List.of(), client.news());
    rig.hub.close();
    rig.thread.runAll();
    assertEquals(List.of("bye"), client.news());
    assertTrue(client.outlet.ended);
  }

  @Test
  void aClientWithARefusedPlaceInTheSocketBeginsWhenThereIsRoom() {
    Cursor ahead = log.engine.append(List.of(Rig.tags("a.x")));
    Rig.Client client = new Rig.Client();
    client.outlet.flushes = false;
    rig.connect(client, Rig.from(ahead.toString()));
    assertTrue(client.outlet.awaiting);
    rig.settle();
    assertEquals(List.of(), client.news());
    client.outlet.flushes = true;
    client.writable();
    assertEquals(List.of("retry", "hello live"), client.news());
  }

  @Test
  void aLogInMemoryHasNobodyWaitBecauseNothingIsAheadOfIt() {
    Rig plain = new Rig();
    Rig.Client client = plain.connect(Rig.from(never(plain.log).toString()));
    assertEquals(List.of("retry", "hello resync", "resync gap"), client.news());
  }
}
