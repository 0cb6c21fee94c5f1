// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A hub on a clock that a test moves, with threads that a test runs. */
final class Rig {
  /** One client of the rig. */
  static final class Client {
    final FakeOutlet outlet = new FakeOutlet();
    FakeIoThread thread;
    Connection connection;

    /** {@return what came since the last call, in brief} */
    List<String> news() {
      return outlet.take().stream().map(SseEvent::brief).toList();
    }

    void writable() {
      outlet.awaiting = false;
      thread.on(connection::writable);
    }
  }

  long nanos = 1_000_000_000_000L;

  /** What happens at the same time on other threads: at any moment when the hub asks the time. */
  Runnable meanwhile = () -> {};

  /** What else happens whenever the hub asks the time; it may throw. */
  Runnable asked = () -> {};

  /** How often somebody was held back. */
  int pauses;

  Runnable whenPaused = () -> {};

  private boolean busy;
  final FakeIoThread thread = new FakeIoThread(() -> nanos);
  final InvalidationLog log;
  final TagHub hub;

  Rig() {
    this(builder -> builder);
  }

  Rig(UnaryOperator<TagHub.Builder> setUp) {
    this(MemoryLog.create(), setUp);
  }

  Rig(InvalidationLog log, UnaryOperator<TagHub.Builder> setUp) {
    this(log, new SplittableRandom(1), setUp);
  }

  Rig(InvalidationLog log, RandomGenerator random, UnaryOperator<TagHub.Builder> setUp) {
    this.log = log;
    this.hub =
        setUp
            .apply(
                TagHub.builder()
                    .log(log)
                    .coalesce(Duration.ZERO)
                    .stepped(this::time, random, this::pause))
            .build();
  }

  static Tag[] tags(String... texts) {
    return Arrays.stream(texts).map(Tag::parse).toArray(Tag[]::new);
  }

  static Resume from(String cursor) {
    return new Resume.From(Cursor.parse(cursor));
  }

  static Resume aged(Duration age) {
    return new Resume.Aged(Optional.of(age));
  }

  Client connect(String... filter) {
    return connect(new Resume.Fresh(), filter);
  }

  Client connect(Resume resume, String... filter) {
    return connect(new Client(), resume, filter);
  }

  Client connect(Client client, Resume resume, String... filter) {
    return connect(client, thread, resume, filter);
  }

  Client connect(Client client, FakeIoThread on, Resume resume, String... filter) {
    client.thread = on;
    Subscription subscription = new Subscription(List.of(tags(filter)), resume);
    on.on(() -> client.connection = hub.connect(subscription, client.outlet, on));
    return client;
  }

  /** Invalidates, and lets everything run that follows. */
  void invalidate(String... texts) {
    hub.invalidate(tags(texts));
    settle();
  }

  private void pause(long nanos) {
    pauses++;
    whenPaused.run();
  }

  private long time() {
    asked.run();
    if (!busy) {
      busy = true;
      meanwhile.run();
      busy = false;
    }
    return nanos;
  }

  void settle() {
    step();
    thread.runAll();
  }

  /** Lets the tail take all that the log has. */
  void step() {
    while (stepOnce()) {}
  }

  boolean stepOnce() {
    boolean before = busy;
    busy = true; // the tail is one thread
    try {
      return hub.node().step();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      busy = before;
    }
  }

  /** {@return how many threads the hub keeps something of} */
  int loops() {
    int[] count = {0};
    hub.node().loops.forEach(loop -> count[0]++);
    return count[0];
  }

  /** Lets time pass, and everything run in its time. */
  void pass(Duration duration) {
    for (long left = duration.toMillis(); left > 0; left -= 100) {
      nanos += Math.min(left, 100) * 1_000_000;
      settle();
    }
  }
}
