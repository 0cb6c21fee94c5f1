// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A hub on a clock that a test moves, with threads that a test runs. */
final class Rig {
  /** A client of the rig. */
  static final class Client {
    final FakeOutlet outlet = new FakeOutlet();
    FakeIoThread thread;
    Connection connection;

    /** {@return what came since the last call, in brief} */
    List<String> news() {
      return SseEvent.inBrief(outlet.take());
    }

    void writable() {
      outlet.stopAwaiting();
      thread.on(connection::writable);
    }

    /** From now on its socket has room for everything. */
    void takesAll() {
      outlet.room = () -> FakeOutlet.UNLIMITED;
      writable();
    }

    void leave() {
      thread.on(connection::closed);
    }
  }

  long nanos = 1_000_000_000_000L;

  /** Happens at the same time on other threads: at any moment when the hub asks the time. */
  Runnable meanwhile = () -> {};

  /** Happens, too, whenever the hub asks the time; it may throw. */
  Runnable asked = () -> {};

  /** The number of times that somebody was held back. */
  int pauses;

  Runnable whenPaused = () -> {};

  private boolean busy;
  final FakeIoThread thread = newThread();
  final InvalidationLog log;
  final TagHub hub;

  Rig() {
    this(builder -> builder);
  }

  Rig(UnaryOperator<TagHub.Builder> setUp) {
    this(MemoryLog.create(), setUp);
  }

  Rig(InvalidationLog log) {
    this(log, builder -> builder);
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

  /** {@return a rig whose log keeps so many entries} */
  static Rig keeping(int entries) {
    return keeping(entries, builder -> builder);
  }

  static Rig keeping(int entries, UnaryOperator<TagHub.Builder> setUp) {
    return new Rig(MemoryLog.builder().retainedEntries(entries).build(), setUp);
  }

  static Tag[] tags(String... texts) {
    return Arrays.stream(texts).map(Tag::parse).toArray(Tag[]::new);
  }

  /** {@return tags of one leaf, in order} */
  static String[] numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "a.x(" + i + ")").toArray(String[]::new);
  }

  static Resume from(String cursor) {
    return new Resume.From(Cursor.parse(cursor));
  }

  static Resume aged(Duration age) {
    return new Resume.Aged(Optional.of(age));
  }

  /** {@return one more I/O thread on this clock} */
  FakeIoThread newThread() {
    return new FakeIoThread(() -> nanos);
  }

  /** {@return a client that has read how it was greeted} */
  Client connected(String... filter) {
    Client client = connect(filter);
    client.news();
    return client;
  }

  Client connect(String... filter) {
    return connect(thread, filter);
  }

  Client connect(FakeIoThread on, String... filter) {
    return connect(new Client(), on, new Resume.Fresh(), filter);
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
      return SteppedHub.step(hub);
    } finally {
      busy = before;
    }
  }

  /** Lets the tail take a step in which it cannot read the log. */
  void stepInVain() {
    assertThrows(LogUnavailableException.class, this::stepOnce);
    thread.runAll();
  }

  /** {@return how many threads the hub keeps something of} */
  int loops() {
    int[] count = {0};
    hub.node().loops.forEach(loop -> count[0]++);
    return count[0];
  }

  /** Lets time pass in which nothing runs. */
  void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  /** Lets time pass, and everything run in its time. */
  void pass(Duration duration) {
    for (long left = duration.toMillis(); left > 0; left -= 100) {
      nanos += Math.min(left, 100) * 1_000_000;
      settle();
    }
  }
}
