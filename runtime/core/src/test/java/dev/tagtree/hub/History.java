// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A random history of a hub, and a model that knows what each reader still has to learn. */
final class History {
  private static final int STEPS = 120;

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

  private final SplittableRandom random;
  private final FailingOverLog log;
  private final Rig rig;
  private final List<FakeIoThread> threads;
  private final List<Reader> readers = new ArrayList<>();
  private final List<String> told;

  /** Every position that the log ever gave out, and how many invalidations came up to it. */
  private final Map<Cursor, Integer> positions = new HashMap<>();

  /** When each invalidation was published. */
  private final List<Long> published = new ArrayList<>();

  private final List<Tag> tags = new ArrayList<>();

  History(long seed, List<String> told) {
    this.told = told;
    random = new SplittableRandom(seed);
    log = new FailingOverLog(new Retention(random.nextInt(1, 40), random.nextInt(100, 8_000)));
    positions.put(log.head(), 0);
    rig =
        new Rig(
            log,
            random.split(),
            hub ->
                hub.tree(TestTree.APP)
                    .coalesce(Duration.ofMillis(random.nextInt(2) * random.nextInt(1_000)))
                    .widenAbove(random.nextInt(1, 4))
                    .maxAge(Duration.ofSeconds(random.nextInt(20, 400)))
                    .heartbeat(Duration.ofSeconds(random.nextInt(1, 20)))
                    .stallLimit(Duration.ofSeconds(random.nextInt(5, 60))));
    rig.meanwhile = this::meanwhile;
    threads = List.of(rig.thread, new FakeIoThread(() -> rig.nanos));
  }

  private void tell(Supplier<String> what) {
    if (told != null) {
      told.add(what.get());
    }
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      act();
      readers.forEach(this::learn);
    }
    converge();
  }

  /** The tail is a thread of its own: it moves while the others are in the middle of something. */
  private void meanwhile() {
    if (random.nextInt(8) == 0) {
      rig.stepOnce();
    }
  }

  private void act() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> publish(random.nextInt(1, 4));
      case 4 -> publish(random.nextInt(1, 60));
      case 5, 6 -> rig.stepOnce();
      case 7, 8, 9 -> threads.get(random.nextInt(2)).runOne();
      case 10 -> threads.get(random.nextInt(2)).runAll();
      case 11 -> arrive();
      case 12, 13 -> some().ifPresent(this::comeBack);
      case 14 -> some().ifPresent(this::leave);
      case 15 -> some().ifPresent(this::squeeze);
      case 16, 17 -> some().ifPresent(this::relieve);
      case 18 -> pass();
      default -> rarely();
    }
  }

  private void rarely() {
    if (random.nextInt(6) == 0) {
      tell(() -> "fail over");
      log.failOver();
      positions.put(log.head(), tags.size());
    }
  }

  private Optional<Reader> some() {
    return readers.isEmpty()
        ? Optional.empty()
        : Optional.of(readers.get(random.nextInt(readers.size())));
  }

  private void publish(int count) {
    Tag[] some = new Tag[count];
    for (int i = 0; i < count; i++) {
      boolean everything = random.nextInt(60) == 0;
      some[i] = Tag.parse(everything ? "*" : POOL.get(random.nextInt(POOL.size())));
    }
    Cursor before = log.head();
    tell(() -> "publish " + List.of(some));
    rig.hub.invalidate(some);
    remember(before, some);
  }

  private void remember(Cursor before, Tag[] some) {
    // What the log has forgotten already has no position that anybody could be given.
    List<Invalidation> kept = read(before);
    int forgotten = some.length - kept.size();
    for (int i = 0; i < some.length; i++) {
      int index = tags.size();
      tags.add(some[i]);
      published.add(rig.nanos);
      if (i >= forgotten) {
        positions.put(kept.get(i - forgotten).cursor(), tags.size());
      }
      for (Reader reader : readers) {
        if (reader.wants(some[i])) {
          reader.pending.add(index);
        }
      }
    }
    positions.put(log.head(), tags.size());
    positions.putIfAbsent(log.oldest(), tags.size() - kept.size());
  }

  private List<Invalidation> read(Cursor before) {
    try {
      InvalidationLog.Batch batch = log.read(before, 1_000, Duration.ZERO);
      return batch.gap() ? log.read(log.oldest(), 1_000, Duration.ZERO).entries() : batch.entries();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void arrive() {
    String[] filter =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> POOL.get(random.nextInt(POOL.size())))
            .toArray(String[]::new);
    Reader reader = new Reader(filter);
    readers.add(reader);
    if (random.nextBoolean()) {
      tell(() -> name(reader) + " arrives, fresh");
      come(reader, new Resume.Fresh());
    } else {
      long age = random.nextInt(10_000) * 1_000_000L;
      tell(() -> name(reader) + " arrives, with data from " + age / 1_000_000 + " ms ago");
      for (int i = 0; i < tags.size(); i++) {
        if (published.get(i) >= rig.nanos - age && reader.wants(tags.get(i))) {
          reader.pending.add(i);
        }
      }
      come(reader, new Resume.Aged(Optional.of(Duration.ofNanos(age))));
    }
  }

  private void come(Reader reader, Resume resume) {
    if (random.nextInt(3) == 0) {
      poll(reader, resume);
    } else {
      connect(reader, resume);
    }
  }

  /**
   * A poll may find the tail in the middle of something; if it does not, it says what a stream
   * says.
   */
  private void poll(Reader reader, Resume resume) {
    Subscription subscription = new Subscription(reader.wanted, resume);
    if (random.nextBoolean()) {
      hear(reader, PollReply.of(rig.hub, subscription), resume);
      return;
    }
    rig.meanwhile = () -> {};
    PollReply reply = PollReply.of(rig.hub, subscription);
    Rig.Client stream = new Rig.Client();
    FakeIoThread own = new FakeIoThread(() -> rig.nanos);
    rig.connect(stream, own, resume, reader.filter);
    own.on(stream.connection::closed);
    rig.meanwhile = this::meanwhile;
    check(reply.isSaidBy(stream.outlet.take()), "a poll says what no stream says");
    hear(reader, reply, resume);
  }

  private void hear(Reader reader, PollReply reply, Resume resume) {
    boolean own = reader.cursor != null && resume.equals(Rig.from(reader.cursor));
    reader.position = own ? positions.get(Cursor.parse(reader.cursor).orElseThrow()) : -1;
    for (SseEvent event : reply.asStream()) {
      tell(() -> name(reader) + " <- poll " + event.brief() + " " + event.id());
      learn(reader, event);
    }
  }

  private String name(Reader reader) {
    return "#" + readers.indexOf(reader) + List.of(reader.filter);
  }

  private void comeBack(Reader reader) {
    if (reader.connected()) {
      return;
    }
    Resume resume = new Resume.From(Optional.ofNullable(reader.cursor).flatMap(this::offered));
    tell(() -> name(reader) + " comes back with " + resume);
    if (random.nextInt(3) == 0) {
      poll(reader, resume);
    } else {
      connect(reader, resume);
    }
    if (reader.cursor != null && resume.equals(Rig.from(reader.cursor))) {
      reader.position = positions.get(Cursor.parse(reader.cursor).orElseThrow());
    }
  }

  /** Mostly its own cursor, sometimes something that no server could continue from. */
  private Optional<Cursor> offered(String own) {
    Cursor cursor = Cursor.parse(own).orElseThrow();
    return switch (random.nextInt(16)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Cursor("foreign", cursor.offset()));
      case 2 -> Optional.of(new Cursor(cursor.epoch(), Long.MAX_VALUE));
      case 3 -> Optional.of(new Cursor(cursor.epoch(), 0));
      default -> Optional.of(cursor);
    };
  }

  private void connect(Reader reader, Resume resume) {
    Rig.Client client = new Rig.Client();
    limit(client);
    reader.client = client;
    reader.position = -1;
    reader.first = true;
    rig.connect(client, threads.get(random.nextInt(2)), resume, reader.filter);
  }

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

  private void squeeze(Reader reader) {
    if (reader.connected()) {
      tell(() -> name(reader) + " takes nothing");
      reader.client.outlet.room = () -> 0;
    }
  }

  private void relieve(Reader reader) {
    if (reader.connected()) {
      tell(() -> name(reader) + " reads");
      limit(reader.client);
      if (reader.client.outlet.awaiting) {
        reader.client.writable();
      }
    }
  }

  private void leave(Reader reader) {
    if (reader.connected()) {
      tell(() -> name(reader) + " leaves");
      learn(reader);
      reader.client.thread.on(reader.client.connection::closed);
      reader.client = null;
    }
  }

  private void pass() {
    long millis = random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(2_000);
    tell(() -> millis + " ms pass");
    rig.nanos += millis * 1_000_000;
  }

  /** Reads what came, and holds it against the model. */
  private void learn(Reader reader) {
    if (reader.client == null) {
      return;
    }
    for (SseEvent event : reader.client.outlet.take()) {
      tell(() -> name(reader) + " <- " + event.brief() + " " + event.id());
      if (event.retry() == null) {
        check(reader.first == event.is("hello"), "hello comes first, once");
        reader.first = false;
        learn(reader, event);
      }
    }
    if (reader.client.outlet.ended) {
      check(!reader.client.outlet.cutShort(), "a response ends between events");
    }
  }

  private void learn(Reader reader, SseEvent event) {
    if (event.id() == null) {
      check(List.of("hello replayed", "hello resync", "bye").contains(event.brief()), "no id");
      return;
    }
    Integer position = Cursor.parse(event.id()).map(positions::get).orElse(null);
    check(position != null, "an id that is no position of the log");
    if (event.is("resync")) {
      reader.pending.headSet(position).clear();
    } else {
      if (event.is("invalidate")) {
        Tag from = Tag.parse(event.text("from"));
        check(Tag.covers(from, tags.get(position - 1)), "its id is that of another invalidation");
        check(reader.wants(from), "it did not ask for that");
        check(position > reader.position, "not in order, or twice");
        reader.pending.headSet(position).removeIf(index -> Tag.covers(from, tags.get(index)));
      }
      check(position >= reader.position, "the position went back");
      for (int index : reader.pending.headSet(position)) {
        check(isSaidLater(index, position), "it missed " + tags.get(index));
      }
    }
    reader.position = position;
    reader.cursor = event.id();
  }

  /**
   * What was merged into a later event is said by that, which is still to come; or it has fallen
   * off, and a resync is.
   */
  private boolean isSaidLater(int index, int position) {
    EventRing ring = rig.hub.node().ring;
    for (long seq = ring.oldest(); seq < ring.head().seq(); seq++) {
      Event event = ring.get(seq);
      int at = positions.get(event.cursor());
      if (seq == ring.oldest() && at > position + 1) {
        return true;
      }
      if (at > position && (event.lost() != null || Tag.covers(event.tag(), tags.get(index)))) {
        return true;
      }
    }
    return false;
  }

  /** Everybody reads again; then nobody may miss anything. */
  private void converge() {
    tell(() -> "converge");
    for (Reader reader : readers) {
      if (!reader.connected()) {
        connect(reader, new Resume.From(Optional.ofNullable(reader.cursor).flatMap(Cursor::parse)));
      }
    }
    for (int i = 0; i < 3; i++) {
      rig.nanos += 5_000_000_000L; // the longest window
      rig.step();
      for (Reader reader : readers) {
        reader.client.outlet.room = () -> FakeOutlet.UNLIMITED;
        reader.client.outlet.flushes = true;
        if (reader.connected() && reader.client.outlet.awaiting) {
          reader.client.writable();
        }
      }
      threads.forEach(FakeIoThread::runAll);
    }
    for (Reader reader : readers) {
      learn(reader);
      if (reader.connected()) {
        check(reader.pending.isEmpty(), "it never learns of something");
      }
    }
    int open = (int) readers.stream().filter(Reader::connected).count();
    check(rig.hub.stats().connections() == open, "connections are miscounted");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
