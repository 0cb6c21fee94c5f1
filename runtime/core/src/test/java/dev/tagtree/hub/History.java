// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A random history of a hub; its chronicle knows what each reader still has to learn. */
final class History {
  private static final int STEPS = 120;

  private final SplittableRandom random;
  private final Trace trace;
  private final FailingOverLog log;
  private final Chronicle chronicle;
  private final Rig rig;
  private final List<FakeIoThread> threads;
  private final Readers readers;

  History(long seed, Trace trace) {
    this.trace = trace;
    random = new SplittableRandom(seed);
    log = new FailingOverLog(new Retention(random.nextInt(1, 40), random.nextInt(100, 8_000)));
    chronicle = new Chronicle(log);
    rig =
        new Rig(
            log,
            random.split(),
            hub ->
                hub.tree(TestTree.APP)
                    .coalesce(Duration.ofMillis((long) random.nextInt(2) * random.nextInt(1_000)))
                    .widenAbove(random.nextInt(1, 4))
                    .maxAge(Duration.ofSeconds(random.nextInt(20, 400)))
                    .heartbeat(Duration.ofSeconds(random.nextInt(1, 20)))
                    .stallLimit(Duration.ofSeconds(random.nextInt(5, 60))));
    rig.meanwhile = this::meanwhile;
    threads = List.of(rig.thread, rig.newThread());
    readers = new Readers(rig, threads, chronicle, random, trace);
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      act();
      readers.learn();
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
      case 11 -> readers.arrive();
      case 12, 13 -> readers.some().ifPresent(readers::comeBack);
      case 14 -> readers.some().ifPresent(readers::leave);
      case 15 -> readers.some().ifPresent(readers::squeeze);
      case 16, 17 -> readers.some().ifPresent(readers::relieve);
      case 18 -> pass();
      default -> rarely();
    }
  }

  private void rarely() {
    if (random.nextInt(6) == 0) {
      trace.tell(() -> "fail over");
      log.failOver();
      chronicle.noteHead();
    }
  }

  private void publish(int count) {
    Tag[] some = new Tag[count];
    for (int i = 0; i < count; i++) {
      some[i] = Tag.parse(random.nextInt(60) == 0 ? "*" : Readers.someTag(random));
    }
    Cursor before = log.head();
    trace.tell(() -> "publish " + List.of(some));
    rig.hub.invalidate(some);
    chronicle.remember(before, some, rig.nanos, readers.all());
  }

  private void pass() {
    long millis = random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(2_000);
    trace.tell(() -> millis + " ms pass");
    rig.nanos += millis * 1_000_000;
  }

  /** Everybody reads again; then nobody may miss anything. */
  private void converge() {
    trace.tell(() -> "converge");
    readers.comeBackAll();
    for (int i = 0; i < 3; i++) {
      rig.nanos += 5_000_000_000L; // the longest window
      rig.step();
      readers.relieveAll();
      threads.forEach(FakeIoThread::runAll);
    }
    readers.learn();
    int open = 0;
    for (Reader reader : readers.all()) {
      if (reader.connected()) {
        Chronicle.check(reader.pending.isEmpty(), "it never learns of something");
        open++;
      }
    }
    Chronicle.check(rig.hub.stats().connections() == open, "connections are miscounted");
  }
}
