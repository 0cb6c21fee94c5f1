// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub on real threads: no wake-up is lost, and nothing else is. */
@Timeout(60)
class HubThreadsTest {
  private final List<RealThread> threads = new ArrayList<>();

  private RealThread thread() {
    RealThread thread = new RealThread();
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void end() {
    threads.forEach(RealThread::close);
  }

  /** A client that says when an event came. */
  private static final class EventCounter extends CountingOutlet {
    final Semaphore events = new Semaphore(0);

    @Override
    void came(int found) {
      events.release(found);
    }
  }

  @Test
  void noWakeUpIsEverLost() throws Exception {
    RealThread thread = thread();
    EventCounter outlet = new EventCounter();
    thread.timers = false; // the tick would find what a lost wake-up leaves behind
    try (TagHub hub = TagHub.create()) {
      thread.call(
          () -> hub.connect(new Subscription(List.of(), new Resume.Fresh()), outlet, thread));
      assertTrue(outlet.events.tryAcquire(2, 20, TimeUnit.SECONDS));
      Tag tag = Tag.parse("a.x");
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      for (int round = 0; round < 20_000 && System.nanoTime() - end < 0; round++) {
        hub.invalidate(tag);
        assertTrue(outlet.events.tryAcquire(10, TimeUnit.SECONDS), "never, in round " + round);
      }
    }
  }

  /** A client on real threads: it reads, stalls, leaves, and comes back with its cursor. */
  private static final class Churner {
    private final RealThread thread;
    private final String group;
    private final ConcurrentLinkedQueue<String> faults;
    private final SplittableRandom random;
    private String cursor;

    /** The argument of the invalidation that must come next; unknown after a resync. */
    private int next = -1;

    Churner(RealThread thread, String group, ConcurrentLinkedQueue<String> faults) {
      this.thread = thread;
      this.group = group;
      this.faults = faults;
      this.random = new SplittableRandom(group.hashCode());
    }

    void churn(TagHub hub, long end) {
      try {
        while (System.nanoTime() - end < 0) {
          visit(hub).forEach(this::follow);
        }
      } catch (Exception | AssertionError broken) {
        faults.add(broken.toString());
      }
    }

    /** Comes, stays for a while, and goes; {@return what it heard} */
    private List<SseEvent> visit(TagHub hub) throws Exception {
      FakeOutlet outlet = new FakeOutlet();
      Resume resume = cursor == null ? new Resume.Fresh() : new Resume.From(Cursor.parse(cursor));
      Subscription subscription = new Subscription(List.of(Tag.parse(group + ".x(*)")), resume);
      Connection connection = thread.call(() -> hub.connect(subscription, outlet, thread));
      List<SseEvent> events = new ArrayList<>();
      for (int round = random.nextInt(1, 6); round > 0; round--) {
        int room = random.nextInt(4) == 0 ? random.nextInt(400) : FakeOutlet.UNLIMITED;
        events.addAll(
            thread.call(
                () -> {
                  outlet.room = () -> room;
                  if (outlet.awaiting) {
                    outlet.awaiting = false;
                    connection.writable();
                  }
                  return outlet.take();
                }));
      }
      events.addAll(
          thread.call(
              () -> {
                connection.closed();
                return outlet.take();
              }));
      return events;
    }

    private void follow(SseEvent event) {
      if (event.is("resync")) {
        next = -1;
      } else if (event.is("invalidate")) {
        String from = event.text("from");
        int number = Integer.parseInt(from.substring(5, from.length() - 1));
        if (!from.startsWith(group) || next >= 0 && number != next) {
          faults.add(from + " instead of " + next);
        }
        next = number + 1;
      }
      cursor = event.id() == null ? cursor : event.id();
    }
  }

  @Test
  void clientsThatComeAndGoAmongManyPublishersMissNothing() throws Exception {
    MemoryLog log = MemoryLog.builder().retainedEntries(512).build();
    RealThread[] io = {thread(), thread()};
    AtomicBoolean publishing = new AtomicBoolean(true);
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    try (TagHub hub = TagHub.builder().log(log).build()) {
      List<Thread> publishers = new ArrayList<>();
      for (int p = 0; p < 2; p++) {
        int publisher = p;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; publishing.get(); i++) {
                    hub.invalidate(Tag.parse("p" + publisher + ".x(" + i + ")"));
                  }
                });
        thread.start();
        publishers.add(thread);
      }
      List<Future<?>> churning = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      for (int c = 0; c < 8; c++) {
        Churner churner = new Churner(io[c % 2], "p" + c % 2, faults);
        churning.add(CompletableFuture.runAsync(() -> churner.churn(hub, end)));
      }
      for (Future<?> churner : churning) {
        churner.get(30, TimeUnit.SECONDS);
      }
      publishing.set(false);
      for (Thread publisher : publishers) {
        publisher.join();
      }
      assertEquals(List.of(), List.copyOf(faults));
      assertEquals(0, hub.stats().connections());
    }
  }

  @Test
  void closingWhileClientsConnectLeavesNobodyBehind() throws Exception {
    for (int round = 0; round < 50; round++) {
      RealThread thread = thread();
      TagHub hub = TagHub.create();
      List<Future<FakeOutlet>> connecting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        connecting.add(
            thread.submit(
                () -> {
                  FakeOutlet outlet = new FakeOutlet();
                  hub.connect(new Subscription(List.of(), fresh()), outlet, thread);
                  return outlet;
                }));
      }
      Thread other = new Thread(hub::close);
      other.start();
      hub.close();
      other.join();
      for (Future<FakeOutlet> connected : connecting) {
        FakeOutlet outlet = connected.get(20, TimeUnit.SECONDS);
        assertTrue(thread.call(() -> outlet.ended));
      }
      assertEquals(0, hub.stats().connections());
      thread.close();
    }
  }

  private static Resume fresh() {
    return new Resume.Fresh();
  }

  @Test
  void aListenerMayCloseTheHub() throws Exception {
    RealThread thread = thread();
    TagHub hub = TagHub.create();
    FakeOutlet outlet = new FakeOutlet();
    thread.call(() -> hub.connect(new Subscription(List.of(), fresh()), outlet, thread));
    Semaphore closed = new Semaphore(0);
    hub.listen(
        Tag.parse("a.x"),
        tag -> {
          hub.close();
          closed.release();
        });
    hub.invalidate(Tag.parse("a.x"));
    assertTrue(closed.tryAcquire(20, TimeUnit.SECONDS));
    assertTrue(thread.call(() -> outlet.ended));
  }

  @Test
  void aHubOutlivesAServerWhoseThreadsEnd() throws Exception {
    try (TagHub hub = TagHub.create()) {
      for (int round = 0; round < 5; round++) {
        RealThread thread = thread();
        EventCounter outlet = new EventCounter();
        thread.call(() -> hub.connect(new Subscription(List.of(), fresh()), outlet, thread));
        hub.invalidate(Tag.parse("a.x")); // finds that the threads before have ended
        assertTrue(outlet.events.tryAcquire(3, 20, TimeUnit.SECONDS));
        while (hub.stats().connections() != 1) {
          Thread.onSpinWait();
        }
        thread.close();
      }
    }
  }
}
