// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection is touched by its own thread only, whoever publishes, closes, or lets time pass. */
@Timeout(60)
class ConfinementTest {
  /** Calls of outlets: far fewer would show nothing. */
  private static final int ENOUGH = 100;

  /** A client that takes a part of each write, so that all happens often, and knows its thread. */
  private static final class ConfinedOutlet implements Outlet {
    private final RealThread own;
    private final Queue<String> strangers;
    private final AtomicInteger calls;
    Connection connection;

    ConfinedOutlet(RealThread own, Queue<String> strangers, AtomicInteger calls) {
      this.own = own;
      this.strangers = strangers;
      this.calls = calls;
    }

    private void called(String method) {
      calls.incrementAndGet();
      if (!own.isCurrent()) {
        strangers.add(method + " on " + Thread.currentThread().getName());
      }
    }

    @Override
    public int write(ByteBuffer bytes) {
      called("write");
      int taken = Math.min(100, bytes.remaining());
      bytes.position(bytes.position() + taken);
      return taken;
    }

    @Override
    public boolean flush() {
      called("flush");
      return true;
    }

    @Override
    public void awaitWritable() {
      called("awaitWritable");
      own.execute(() -> connection.writable());
    }

    @Override
    public void end() {
      called("end");
    }

    @Override
    public void abort() {
      called("abort");
    }
  }

  @Test
  void onlyItsOwnThreadCallsAnOutlet() throws Exception {
    Queue<String> strangers = new ConcurrentLinkedQueue<>();
    AtomicInteger calls = new AtomicInteger();
    List<RealThread> threads = List.of(new RealThread(), new RealThread());
    TagHub hub = TagHub.builder().coalesce(Duration.ZERO).heartbeat(Duration.ofMillis(10)).build();
    for (int client = 0; client < 6; client++) {
      RealThread thread = threads.get(client % 2);
      ConfinedOutlet outlet = new ConfinedOutlet(thread, strangers, calls);
      Subscription all = new Subscription(List.of(), new Resume.Fresh());
      thread.call(() -> outlet.connection = hub.connect(all, outlet, thread));
    }
    List<Thread> publishers = new ArrayList<>();
    for (int publisher = 0; publisher < 3; publisher++) {
      Thread thread = new Thread(() -> publish(hub, calls), "publisher");
      thread.start();
      publishers.add(thread);
    }
    for (Thread publisher : publishers) {
      publisher.join(TimeUnit.SECONDS.toMillis(20));
    }
    int before = calls.get();
    while (calls.get() < before + 6) {
      LockSupport.parkNanos(1_000_000); // until heartbeats have come
    }
    hub.close();
    threads.forEach(RealThread::close);
    assertEquals(List.of(), List.copyOf(strangers));
    assertTrue(calls.get() > ENOUGH, () -> calls + " calls");
  }

  /** Goes on until those who are told have had their turn, however late that is. */
  private static void publish(TagHub hub, AtomicInteger calls) {
    for (int i = 0; i < 500 || calls.get() <= ENOUGH; i++) {
      hub.invalidate(Tag.parse("a.x(" + i + ")"));
    }
  }
}
