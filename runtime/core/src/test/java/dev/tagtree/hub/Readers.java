// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The readers of a history: they arrive, stall, leave and come back, with a stream or a poll. */
final class Readers {
  private static final List<String> POOL =
      List.of(
          "todos.list",
          "todos.byId(1)",
          "todos.byId(2)",
          "todos.byId(*)",
          "todos.*",
          "notes.list",
          "notes.*",
          "org(acme).profile",
          "org(*).profile",
          "org(acme).*",
          "org(b).members.list");

  private final Rig rig;
  private final List<FakeIoThread> threads;
  private final Chronicle chronicle;
  private final SplittableRandom random;
  private final Trace trace;
  private final List<Reader> readers = new ArrayList<>();

  Readers(
      Rig rig,
      List<FakeIoThread> threads,
      Chronicle chronicle,
      SplittableRandom random,
      Trace trace) {
    this.rig = rig;
    this.threads = threads;
    this.chronicle = chronicle;
    this.random = random;
    this.trace = trace;
  }

  /** {@return a tag that readers may want} */
  static String someTag(SplittableRandom random) {
    return POOL.get(random.nextInt(POOL.size()));
  }

  List<Reader> all() {
    return readers;
  }

  Optional<Reader> some() {
    return readers.isEmpty()
        ? Optional.empty()
        : Optional.of(readers.get(random.nextInt(readers.size())));
  }

  private String name(Reader reader) {
    return "#" + readers.indexOf(reader) + List.of(reader.filter);
  }

  // They come.

  void arrive() {
    String[] filter =
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> someTag(random)).toArray(String[]::new);
    Reader reader = new Reader(filter);
    readers.add(reader);
    if (random.nextBoolean()) {
      trace.tell(() -> name(reader) + " arrives, fresh");
      come(reader, new Resume.Fresh());
    } else {
      Duration age = Duration.ofMillis(random.nextInt(10_000));
      trace.tell(() -> name(reader) + " arrives, with data from " + age.toMillis() + " ms ago");
      chronicle.remind(reader, rig.nanos - age.toNanos());
      come(reader, Rig.aged(age));
    }
  }

  void comeBack(Reader reader) {
    if (reader.connected()) {
      return;
    }
    Resume resume = new Resume.From(Optional.ofNullable(reader.cursor).flatMap(this::offered));
    trace.tell(() -> name(reader) + " comes back with " + resume);
    come(reader, resume);
    if (isOwn(reader, resume)) {
      reader.position = chronicle.position(reader.cursor);
    }
  }

  /** {@return mostly its own cursor, sometimes something that no server could continue from} */
  private Optional<Cursor> offered(String own) {
    Cursor cursor = Cursor.parse(own).orElseThrow();
    int which = random.nextInt(16);
    return which < StrangeCursors.COUNT
        ? StrangeCursors.insteadOf(cursor, which)
        : Optional.of(cursor);
  }

  private static boolean isOwn(Reader reader, Resume resume) {
    return reader.cursor != null && resume.equals(Rig.from(reader.cursor));
  }

  private void come(Reader reader, Resume resume) {
    if (random.nextInt(3) == 0) {
      poll(reader, resume);
    } else {
      connect(reader, resume);
    }
  }

  /**
   * Polls while the tail may be in the middle of something; if it is not, a poll says what a stream
   * says.
   */
  private void poll(Reader reader, Resume resume) {
    Subscription subscription = new Subscription(reader.wanted, resume);
    if (random.nextBoolean()) {
      hear(reader, PollReply.of(rig.hub, subscription), resume);
      return;
    }
    Runnable meanwhile = rig.meanwhile;
    rig.meanwhile = () -> {};
    PollReply reply = PollReply.of(rig.hub, subscription);
    Rig.Client stream = rig.connect(new Rig.Client(), rig.newThread(), resume, reader.filter);
    stream.leave();
    rig.meanwhile = meanwhile;
    Chronicle.check(reply.isSaidBy(stream.outlet.take()), "a poll says what no stream says");
    hear(reader, reply, resume);
  }

  private void hear(Reader reader, PollReply reply, Resume resume) {
    reader.position = isOwn(reader, resume) ? chronicle.position(reader.cursor) : -1;
    for (SseEvent event : reply.asStream()) {
      trace.tell(() -> name(reader) + " <- poll " + event.brief() + " " + event.id());
      learn(reader, event);
    }
  }

  private void connect(Reader reader, Resume resume) {
    Rig.Client client = new Rig.Client();
    limit(client);
    reader.client = client;
    reader.position = -1;
    reader.first = true;
    rig.connect(client, threads.get(random.nextInt(2)), resume, reader.filter);
  }

  /** Brings back everybody who is not there. */
  void comeBackAll() {
    for (Reader reader : readers) {
      if (!reader.connected()) {
        connect(reader, new Resume.From(Optional.ofNullable(reader.cursor).flatMap(Cursor::parse)));
      }
    }
  }

  // They stall, and leave.

  private void limit(Rig.Client client) {
    int room = random.nextInt(4);
    client.outlet.flushes = random.nextInt(5) > 0;
    client.outlet.room =
        () ->
            switch (room) {
              case 0 -> random.nextInt(3);
              case 1 -> random.nextInt(300);
              default -> FakeOutlet.UNLIMITED;
            };
  }

  void squeeze(Reader reader) {
    if (reader.connected()) {
      trace.tell(() -> name(reader) + " takes nothing");
      reader.client.outlet.room = () -> 0;
    }
  }

  void relieve(Reader reader) {
    if (reader.connected()) {
      trace.tell(() -> name(reader) + " reads");
      limit(reader.client);
      goOn(reader);
    }
  }

  /** Takes every limit from everybody. */
  void relieveAll() {
    for (Reader reader : readers) {
      reader.client.outlet.room = () -> FakeOutlet.UNLIMITED;
      reader.client.outlet.flushes = true;
      goOn(reader);
    }
  }

  private static void goOn(Reader reader) {
    if (reader.connected() && reader.client.outlet.awaiting) {
      reader.client.writable();
    }
  }

  void leave(Reader reader) {
    if (reader.connected()) {
      trace.tell(() -> name(reader) + " leaves");
      learn(reader);
      reader.client.leave();
      reader.client = null;
    }
  }

  // They learn.

  /** Lets all read what came. */
  void learn() {
    readers.forEach(this::learn);
  }

  private void learn(Reader reader) {
    if (reader.client == null) {
      return;
    }
    for (SseEvent event : reader.client.outlet.take()) {
      trace.tell(() -> name(reader) + " <- " + event.brief() + " " + event.id());
      if (event.retry() == null) {
        Chronicle.check(reader.first == event.is("hello"), "hello comes first, once");
        reader.first = false;
        learn(reader, event);
      }
    }
    if (reader.client.outlet.ended) {
      Chronicle.check(!reader.client.outlet.cutShort(), "a response ends between events");
    }
  }

  private void learn(Reader reader, SseEvent event) {
    chronicle.learn(reader, event, rig.hub.node().ring);
  }
}
