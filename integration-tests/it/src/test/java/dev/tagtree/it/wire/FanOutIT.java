// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many connections at once: nobody loses, reorders or overhears anything. */
class FanOutIT {
  private static final int CONNECTIONS = 1000;
  private static final int PUBLISHERS = 4;
  private static final int INVALIDATIONS = 1000;
  private static final int ROUNDS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What one connection asked for and got. */
  private static final class Client {
    final int wanted;
    final List<String> tags = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();
    boolean greeted;

    /**
     * @param wanted the one list it asked for, or -1 for all
     */
    Client(int wanted) {
      this.wanted = wanted;
    }

    void take(SseEvent event) {
      if (event.is("hello")) {
        greeted = true;
      } else if (event.is("invalidate")) {
        tags.add(event.tag());
        offsets.add(event.offset());
      } else {
        assertEquals("", event.name(), event.raw());
      }
    }
  }

  @Test
  void everyConnectionGetsItsInvalidationsInOrder() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("FanOutIT seed " + seed);
    Random random = new Random(seed);
    TagHub hub =
        TagHub.builder()
            .log(WireServer.log(4 * INVALIDATIONS))
            .heartbeat(WireServer.SILENT)
            .build();
    try (WireServer server = WireServer.start(hub);
        Fleet fleet = new Fleet(server.port())) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        Client client = new Client(random.nextInt(4) == 0 ? random.nextInt(10) : -1);
        String filter = client.wanted < 0 ? "" : "tag=list(" + client.wanted + ").*";
        clients.add(client);
        fleet.join(WireServer.target(filter), client::take);
      }
      fleet.await("all greeted", PATIENCE, () -> clients.stream().allMatch(c -> c.greeted));
      assertEquals(CONNECTIONS, server.hub().stats().connections());

      long start = System.nanoTime();
      publish(server);
      fleet.await(
          "all delivered",
          PATIENCE,
          () -> clients.stream().allMatch(c -> c.tags.size() >= expected(c.wanted).size()));
      double seconds = (System.nanoTime() - start) / 1e9;
      long deliveries = clients.stream().mapToLong(c -> c.tags.size()).sum();
      System.out.printf(
          "FanOutIT: %,d deliveries in %.2f s: %,.0f/s%n",
          deliveries, seconds, deliveries / seconds);
      assertEverythingOnce(clients);
    }
  }

  /**
   * A wake-up that is lost shows only where nothing comes later to make up for it; it can be lost
   * while the one before it is at work. Then the next tick makes up for it, a second later: far too
   * late for so many rounds.
   */
  @Test
  void everyInvalidationArrivesWithoutALaterOne() {
    Random random = new Random(1);
    try (WireServer server = WireServer.start();
        Fleet fleet = new Fleet(server.port())) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Client client = new Client(-1);
        clients.add(client);
        fleet.join(WireServer.target(""), client::take);
      }
      fleet.await("all greeted", PATIENCE, () -> clients.stream().allMatch(c -> c.greeted));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (int round = 1; round <= ROUNDS; round++) {
        server.invalidate("todos.byId(" + round + ")");
        LockSupport.parkNanos(random.nextInt(400_000));
        server.invalidate("notes.byId(" + round + ")");
        int expected = 2 * round;
        fleet.await(
            "round " + round + " of " + ROUNDS,
            Duration.ofNanos(deadline - System.nanoTime()),
            () -> clients.stream().allMatch(c -> c.tags.size() == expected));
      }
    }
  }

  private static void publish(WireServer server) throws InterruptedException {
    List<Thread> publishers = new ArrayList<>();
    for (int p = 0; p < PUBLISHERS; p++) {
      int publisher = p;
      Thread thread =
          new Thread(
              () ->
                  IntStream.range(0, INVALIDATIONS / PUBLISHERS)
                      .forEach(i -> server.invalidate(tag(publisher, i))));
      publishers.add(thread);
      thread.start();
    }
    for (Thread thread : publishers) {
      thread.join();
    }
  }

  private static String tag(int publisher, int i) {
    return "list(" + i % 10 + ").item(" + publisher + "," + i + ")";
  }

  /** {@return the tags that a connection must get, by publisher and each publisher's order} */
  private static Set<String> expected(int wanted) {
    Set<String> tags = new HashSet<>();
    for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
      for (int i = 0; i < INVALIDATIONS / PUBLISHERS; i++) {
        if (wanted < 0 || i % 10 == wanted) {
          tags.add(tag(publisher, i));
        }
      }
    }
    return tags;
  }

  private static void assertEverythingOnce(List<Client> clients) {
    Map<Long, String> log = new HashMap<>();
    for (Client client : clients) {
      assertEquals(expected(client.wanted).size(), client.tags.size(), "nothing twice");
      assertEquals(
          expected(client.wanted), new HashSet<>(client.tags), "nothing lost or overheard");
      int[] last = {-1, -1, -1, -1};
      for (int i = 0; i < client.tags.size(); i++) {
        String tag = client.tags.get(i);
        long offset = client.offsets.get(i);
        assertTrue(i == 0 || client.offsets.get(i - 1) < offset, "ids increase strictly");
        String known = log.putIfAbsent(offset, tag);
        assertTrue(known == null || known.equals(tag), "one id, one invalidation, for everybody");
        String[] name = tag.substring(tag.lastIndexOf('(') + 1, tag.length() - 1).split(",");
        int publisher = Integer.parseInt(name[0]);
        int sequence = Integer.parseInt(name[1]);
        assertTrue(last[publisher] < sequence, "each publisher's order is kept");
        last[publisher] = sequence;
      }
    }
    assertEquals(INVALIDATIONS, log.size(), "each invalidation has one id");
  }
}
