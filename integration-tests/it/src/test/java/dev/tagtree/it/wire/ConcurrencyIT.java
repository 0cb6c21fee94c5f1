// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Clients that come, stall, leave and resume at random while others publish: afterwards every
 * {@link Visit} is compared with the log, as one client that was never away saw it.
 */
class ConcurrencyIT {
  private static final int CLIENTS = 24;
  private static final int VISITS = 25;
  private static final int PUBLISHERS = 3;
  private static final int RETAINED = 512;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final long seed = Long.getLong("wire.seed", System.nanoTime());
  private final AtomicInteger appended = new AtomicInteger();

  /** The log, written by the client that is never away; the fleet's lock guards it. */
  private final List<Visit.Seen> log = new ArrayList<>();

  /** Clients that will still come and go. */
  private final CountDownLatch leaving = new CountDownLatch(CLIENTS);

  /** Clients that have not yet come for good. */
  private final CountDownLatch staying = new CountDownLatch(CLIENTS);

  private volatile int logged;
  private volatile boolean over;

  @Test
  void clientsMissNothingWhateverTheyDo() throws Exception {
    System.out.println("ConcurrencyIT: -Dwire.seed=" + seed);
    TagHub hub =
        TagHub.builder().log(WireServer.log(RETAINED)).heartbeat(Duration.ofMillis(200)).build();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (WireServer server = WireServer.start(hub);
        Fleet fleet = new Fleet(server.port())) {
      CountDownLatch greeted = new CountDownLatch(1);
      fleet.join(WireServer.target(""), event -> record(event, greeted));
      assertTrue(greeted.await(30, TimeUnit.SECONDS));

      List<Future<Set<String>>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        int publisher = i;
        publishers.add(threads.submit(() -> publish(server, publisher)));
      }
      List<Future<List<Visit>>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        clients.add(threads.submit(() -> live(server, random)));
      }
      await(clients, () -> staying.getCount() == 0);
      over = true;
      Set<String> published = new HashSet<>(Set.of(Visit.END));
      for (Future<Set<String>> publisher : publishers) {
        published.addAll(publisher.get(1, TimeUnit.MINUTES));
      }
      fleet.await("all but the end", Duration.ofMinutes(1), () -> log.size() >= appended.get());
      server.invalidate(Visit.END); // alone, as it covers all that goes out with it
      appended.incrementAndGet();
      List<Visit> visits = new ArrayList<>();
      for (Future<List<Visit>> client : clients) {
        visits.addAll(client.get(1, TimeUnit.MINUTES));
      }
      fleet.await("the whole log", Duration.ofMinutes(1), () -> log.size() >= appended.get());
      check(published, visits);
    } finally {
      over = true;
      threads.shutdownNow();
    }
  }

  private void record(SseEvent event, CountDownLatch greeted) {
    if (event.is("hello")) {
      greeted.countDown();
    } else if (event.is("invalidate")) {
      log.add(new Visit.Seen("invalidate", event.offset(), event.tag()));
      logged = log.size();
    } else {
      assertTrue(event.is("") || event.is("heartbeat"), "the log must be seen whole: " + event);
    }
  }

  /** Publishes unlike tags, never more ahead than a quarter of what is retained. */
  private Set<String> publish(WireServer server, int publisher) throws InterruptedException {
    Random random = new Random(seed - 1 - publisher);
    Set<String> published = new HashSet<>();
    for (int i = 0; !over; i++) {
      while (appended.get() - logged > RETAINED / 4 && !over) {
        Thread.sleep(1);
      }
      String[] tags = new String[1 + random.nextInt(3)];
      for (int t = 0; t < tags.length; t++) {
        tags[t] = Visit.tag(random, publisher + "-" + i + "-" + t);
        published.add(tags[t]);
      }
      server.invalidate(tags);
      appended.addAndGet(tags.length);
      Thread.sleep(1); // lets two processors run everybody
    }
    return published;
  }

  /** One client's life: visits with what it remembers from those before. */
  private List<Visit> live(WireServer server, Random random) throws InterruptedException {
    List<Visit> visits = new ArrayList<>();
    List<String> remembered = new ArrayList<>();
    List<String> filter = Visit.filter(random);
    for (int i = 0; i < VISITS; i++) {
      Visit visit = new Visit(filter, Visit.offer(random, remembered), RETAINED);
      visits.add(visit);
      visit.run(server, random, this::await, () -> logged, appended::get);
      remembered.addAll(visit.cursors());
      await(logged + random.nextInt(random.nextInt(8) == 0 ? 3 * RETAINED : 64));
    }
    leaving.countDown();
    leaving.await();
    Visit last = new Visit(filter, remembered.get(remembered.size() - 1), RETAINED);
    last.runToTheEnd(server, random, appended::get, staying::countDown);
    visits.add(last);
    return visits;
  }

  /** Waits until the log is so long: time here is counted in invalidations. */
  private void await(int length) throws InterruptedException {
    while (logged < length) {
      Thread.sleep(1);
    }
  }

  /** Waits for the condition, or for a client that failed. */
  private static void await(List<Future<List<Visit>>> clients, BooleanSupplier condition)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      for (Future<List<Visit>> client : clients) {
        if (client.isDone()) {
          client.get();
        }
      }
      assertTrue(System.nanoTime() < deadline, "clients do not finish within " + PATIENCE);
      Thread.sleep(5);
    }
  }

  private void check(Set<String> published, List<Visit> visits) {
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < log.size(); i++) {
      assertTrue(i == 0 || log.get(i - 1).offset() < log.get(i).offset(), "ids increase strictly");
      assertTrue(tags.add(log.get(i).tag()), "nothing twice");
    }
    assertEquals(published, tags);
    int[] verdicts = new int[Visit.VERDICTS.size()];
    for (Visit visit : visits) {
      visit.check(log);
      verdicts[Visit.VERDICTS.indexOf(visit.verdict())]++;
    }
    for (int i = 0; i < verdicts.length; i++) {
      System.out.println("ConcurrencyIT: " + Visit.VERDICTS.get(i) + " " + verdicts[i]);
      assertTrue(verdicts[i] > 0, "the test never saw " + Visit.VERDICTS.get(i));
    }
    System.out.println("ConcurrencyIT: " + log.size() + " invalidations");
  }
}
