// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A publisher that waits until every client has an invalidation, and only then publishes the next.
 * So each has to arrive on its own: neither the one after it nor a tick wakes anybody.
 */
final class ClosedLoop implements AutoCloseable {
  private static final Tag TAG = Tag.parse("todos.byId(1)");

  /** All of them overlap the tag. */
  private static final List<List<Tag>> FILTERS =
      List.of(List.of(), List.of(TAG), List.of(Tag.parse("todos.*")), List.of(TAG));

  /** Most turns of a loop between two rounds, so that they meet the hub in all its states. */
  private static final int MOST_TURNS = 500;

  private final Duration patience;
  private final List<RealThread> threads = List.of(new RealThread(), new RealThread());
  private final List<AwaitedOutlet> outlets = new ArrayList<>();
  private final TagHub hub = hub();

  ClosedLoop(Duration patience) {
    this.patience = patience;
  }

  /** {@return a hub that tells its clients at once} */
  private static TagHub hub() {
    return TagHub.builder().coalesce(Duration.ZERO).build();
  }

  /** {@return what never arrived; null if everything did} */
  String run(int rounds) {
    connect();
    SplittableRandom random = new SplittableRandom(rounds);
    for (int round = 1; round <= rounds; round++) {
      hub.invalidate(TAG);
      boolean spinning = random.nextBoolean();
      for (int client = 0; client < outlets.size(); client++) {
        if (!outlets.get(client).await(round, spinning, patience)) {
          return "round " + round + " never reached client " + client;
        }
      }
      for (int turns = random.nextInt(MOST_TURNS); turns > 0; turns--) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  private void connect() {
    for (int client = 0; client < FILTERS.size(); client++) {
      Subscription subscription = new Subscription(FILTERS.get(client), new Resume.Fresh());
      RealThread thread = threads.get(client % threads.size());
      thread.timers = false;
      AwaitedOutlet outlet = new AwaitedOutlet(Thread.currentThread());
      outlets.add(outlet);
      try {
        thread.call(() -> hub.connect(subscription, outlet, thread));
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(RealThread::close);
    hub.close();
  }

  /** A client whose reader can wait for a number of events. */
  private static final class AwaitedOutlet extends CountingOutlet {
    /** The events that every stream begins with: {@code retry}, {@code hello}. */
    private static final int FIRST = 2;

    private final Thread reader;
    private final AtomicInteger count = new AtomicInteger();

    AwaitedOutlet(Thread reader) {
      this.reader = reader;
    }

    /** Waits until so many invalidations came; false if they don't. */
    boolean await(int expected, boolean spinning, Duration patience) {
      long start = System.nanoTime();
      while (count.get() - FIRST < expected) {
        if (System.nanoTime() - start > patience.toNanos()) {
          return false;
        }
        if (spinning) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, patience.toNanos());
        }
      }
      return true;
    }

    @Override
    void came(int events) {
      count.addAndGet(events);
      LockSupport.unpark(reader);
    }
  }
}
