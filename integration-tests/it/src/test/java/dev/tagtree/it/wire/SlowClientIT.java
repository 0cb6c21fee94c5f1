// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Clients that never read, against a server with a heap of 64 MB: they cost nothing, and nobody
 * else notices them.
 */
class SlowClientIT {
  private static final int STALLED = 100;
  private static final int HEALTHY = 20;
  private static final int EVENTS = 40_000;

  /** Published in one go before the healthy clients are waited for; far less than is retained. */
  private static final int BATCH = 500;

  /** Growth allowed to a server whose log is full: a log of about 1 MB, its index, and noise. */
  private static final long GROWTH_BYTES = 12 << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** What one client was sent; the fleet's lock guards it. */
  private static final class Client {
    final List<Integer> numbers = new ArrayList<>();
    int resyncs;
    boolean greeted;
    long last;

    void take(SseEvent event) {
      if (event.is("")) {
        return;
      }
      greeted = true;
      if (event.is("invalidate")) {
        int number = SmallHeapServer.number(event);
        assertTrue(numbers.isEmpty() || numbers.get(numbers.size() - 1) < number, event.raw());
        numbers.add(number);
      } else if (event.is("resync")) {
        resyncs++;
      }
      if (event.id() != null) {
        boolean beat = event.is("heartbeat");
        assertTrue(beat ? last <= event.offset() : last < event.offset(), event.raw());
        last = event.offset();
      }
    }

    int lastNumber() {
      return numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
    }
  }

  @Test
  void clientsThatNeverReadCostNoHeapAndDelayNobody() {
    try (SmallHeapServer server = SmallHeapServer.start(LONG);
        Fleet fleet = new Fleet(server.port())) {
      List<Client> stalled = new ArrayList<>();
      List<Fleet.Member> sleepers = stall(fleet, stalled);
      List<Client> healthy = join(server, fleet);
      long before = server.heap();

      publishPaced(server, fleet, healthy, 0, EVENTS);
      List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
      for (Client client : healthy) {
        assertEquals(0, client.resyncs, "a client that reads is not asked to refetch");
        assertEquals(all, client.numbers);
      }
      assertEquals(STALLED + HEALTHY, server.connections());
      long grown = server.heap() - before;
      System.out.printf("SlowClientIT: heap grew by %,d bytes%n", grown);
      assertTrue(grown < GROWTH_BYTES, "the heap grew by " + grown);

      sleepers.forEach(Fleet.Member::read);
      fleet.await("the gap told", PATIENCE, () -> stalled.stream().allMatch(c -> c.resyncs > 0));
      publishPaced(server, fleet, stalled, EVENTS, EVENTS + BATCH);
      for (Client client : stalled) {
        assertEquals(1, client.resyncs, "one lapse, one resync");
        assertOneGap(client.numbers, EVENTS + BATCH);
      }
    }
  }

  @Test
  void burstReachesHealthyClientsWholeOrWithAResync() {
    try (SmallHeapServer server = SmallHeapServer.start(LONG);
        Fleet fleet = new Fleet(server.port())) {
      stall(fleet, new ArrayList<>());
      List<Client> healthy = join(server, fleet);
      server.publish(EVENTS);
      int published = EVENTS;
      boolean caughtUp;
      do { // one at a time: a resync at the end of the burst may stand for what comes next, too
        int last = published++;
        server.publish(1);
        caughtUp =
            fleet.within(
                Duration.ofSeconds(1),
                () -> healthy.stream().allMatch(client -> client.lastNumber() == last));
      } while (!caughtUp && published < EVENTS + 100);
      assertTrue(caughtUp, "clients that read do not catch up");
      for (Client client : healthy) {
        long jumps = jumps(client.numbers) + (client.numbers.get(0) == 0 ? 0 : 1);
        assertTrue(jumps <= client.resyncs, jumps + " gaps, " + client.resyncs + " resyncs");
      }
    }
  }

  @Test
  void stalledClientsAreClosedAfterTheStallLimit() {
    try (SmallHeapServer server = SmallHeapServer.start(Duration.ofSeconds(2));
        Fleet fleet = new Fleet(server.port())) {
      List<Client> stalled = new ArrayList<>();
      List<Fleet.Member> sleepers = stall(fleet, stalled);
      List<Client> healthy = join(server, fleet);
      publishPaced(server, fleet, healthy, 0, EVENTS);
      fleet.await("only the healthy left", PATIENCE, () -> server.connections() == HEALTHY);
      publishPaced(server, fleet, healthy, EVENTS, EVENTS + BATCH);
      healthy.forEach(client -> assertEquals(EVENTS + BATCH, client.numbers.size()));
      sleepers.forEach(Fleet.Member::read);
      fleet.await("ended", PATIENCE, () -> sleepers.stream().allMatch(Fleet.Member::ended));
    }
  }

  private static List<Fleet.Member> stall(Fleet fleet, List<Client> clients) {
    List<Fleet.Member> members = new ArrayList<>();
    for (int i = 0; i < STALLED; i++) {
      Client client = new Client();
      clients.add(client);
      members.add(fleet.joinStalled(WireServer.target(""), client::take));
    }
    return members;
  }

  /** {@return clients that read, once all are connected} */
  private static List<Client> join(SmallHeapServer server, Fleet fleet) {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < HEALTHY; i++) {
      Client client = new Client();
      clients.add(client);
      fleet.join(WireServer.target("tag=todos.*"), client::take);
    }
    fleet.await("all greeted", PATIENCE, () -> clients.stream().allMatch(c -> c.greeted));
    fleet.await("all connected", PATIENCE, () -> server.connections() == STALLED + HEALTHY);
    return clients;
  }

  /** Publishes in batches and lets these clients read each before the next. */
  private static void publishPaced(
      SmallHeapServer server, Fleet fleet, List<Client> clients, int from, int to) {
    for (int next = from; next < to; next += BATCH) {
      server.publish(BATCH);
      int last = next + BATCH - 1;
      fleet.await(
          "event " + last,
          PATIENCE,
          () -> clients.stream().allMatch(client -> client.lastNumber() == last));
    }
  }

  /** The numbers run from 0, break off once, and run on to the end. */
  private static void assertOneGap(List<Integer> numbers, int end) {
    assertEquals(0, numbers.get(0));
    assertEquals(end - 1, numbers.get(numbers.size() - 1));
    assertEquals(1, jumps(numbers));
  }

  private static long jumps(List<Integer> numbers) {
    return IntStream.range(1, numbers.size())
        .filter(i -> numbers.get(i) != numbers.get(i - 1) + 1)
        .count();
  }
}
