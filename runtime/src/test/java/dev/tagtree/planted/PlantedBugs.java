// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.BACKPRESSURE;
import static dev.tagtree.planted.Suite.CONNECTION;
import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.LISTENERS;
import static dev.tagtree.planted.Suite.LIVENESS;
import static dev.tagtree.planted.Suite.RESUME;
import static dev.tagtree.planted.Suite.RING;
import static dev.tagtree.planted.Suite.RING_THREADS;
import static dev.tagtree.planted.Suite.SHARING;
import static dev.tagtree.planted.Suite.TAIL;
import static dev.tagtree.planted.Suite.TIME;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mistakes that the tests must find: ways to lose an invalidation, to repeat one, to tear one,
 * or to make somebody wait. A bug that was really made belongs here, too.
 */
final class PlantedBugs {
  private static final String CONNECTION_SOURCE = "hub/Connection.java";
  private static final String HUB_SOURCE = "hub/TagHub.java";
  private static final String INDEX_SOURCE = "hub/DistinctTagIndex.java";
  private static final String LOOP_SOURCE = "hub/Loop.java";
  private static final String PAST_SOURCE = "hub/Past.java";
  private static final String RING_SOURCE = "hub/EventRing.java";
  private static final String TAIL_SOURCE = "hub/Tail.java";

  private final List<PlantedBug> bugs = new ArrayList<>();

  private PlantedBugs() {
    waking();
    past();
    ring();
    tail();
    scanning();
    losing();
    writing();
    time();
  }

  static List<PlantedBug> all() {
    return Stream.concat(new PlantedBugs().bugs.stream(), LogBugs.ALL.stream()).toList();
  }

  private void plant(String name, String file, String text, String replacement, Suite... finders) {
    bugs.add(new PlantedBug(name, file, text, replacement, List.of(finders)));
  }

  private void waking() {
    plant(
        "a loop clears its flag after it has drained, not before",
        LOOP_SOURCE,
        "scheduled.set(false); work();",
        "work(); scheduled.set(false);",
        LIVENESS,
        HISTORIES);
    plant(
        "the tail wakes the loops, then publishes",
        TAIL_SOURCE,
        "fill(batch); ring.publish(); position = batch.next(); served = position; "
            + "loops.forEach(Loop::wake);",
        "loops.forEach(Loop::wake); fill(batch); ring.publish(); position = "
            + "batch.next(); served = position;",
        LIVENESS);
    plant(
        "a loop forgets who waits when its slice is over",
        LOOP_SOURCE,
        "if (longest != null) { wake(); }",
        "",
        CONNECTION);
    plant(
        "a loop forgets whose turn was not enough",
        LOOP_SOURCE,
        "if (connection.turn()) { queue.add(connection); }",
        "connection.turn();",
        SHARING);
    plant(
        "a loop expects nobody while a client is admitted",
        LOOP_SOURCE,
        "open = connections.size() + 1;",
        "",
        SHARING);
  }

  private void past() {
    plant(
        "a client resumes at the event that it has seen last",
        PAST_SOURCE,
        "firstAbove(cursor.offset(),",
        "firstAbove(cursor.offset() - 1,",
        RESUME,
        HISTORIES);
    plant(
        "a client resumes behind the event that it has to see next",
        PAST_SOURCE,
        "for (long seq = first;",
        "for (long seq = first + 1;",
        RESUME,
        HISTORIES);
    plant(
        "a cursor that has expired is taken for live",
        PAST_SOURCE,
        "return ring.keepsAllAfter(cursor) ? past : resync(Reason.GAP, loop);",
        "return past;",
        RESUME,
        HISTORIES);
    plant(
        "a cursor of the future is taken for live",
        PAST_SOURCE,
        "cursor.offset() > loop.position().offset()",
        "false",
        RESUME,
        HISTORIES);
    plant(
        "an age is looked up without the margin",
        PAST_SOURCE,
        "age.plus(loop.settings().ageMargin()).toNanos()",
        "age.toNanos()",
        RESUME);
    plant(
        "an age from before what is kept is taken for live",
        PAST_SOURCE,
        "return ring.keepsAllSince(requested) ? past : resync(Reason.GAP, loop);",
        "return past;",
        RESUME,
        HISTORIES);
    plant(
        "hello carries the head, not the position served",
        LOOP_SOURCE,
        "EventEncoder.hello(retryMillis(), position,",
        "EventEncoder.hello(retryMillis(), ring.head().cursor(),",
        HISTORIES);
  }

  private void ring() {
    plant(
        "the floor rises after the slot was emptied",
        RING_SOURCE,
        "floor = new Floor(oldest + 1, dropped.cursor(), dropped.nanos()); "
            + "slots.setRelease(slot(oldest), null);",
        "slots.setRelease(slot(oldest), null); floor = new Floor(oldest + 1, "
            + "dropped.cursor(), dropped.nanos());",
        RING_THREADS);
    plant(
        "the floor keeps the position that it began with",
        RING_SOURCE,
        "new Floor(oldest + 1, dropped.cursor(), dropped.nanos())",
        "new Floor(oldest + 1, floor.cursor(), floor.nanos())",
        RING,
        RESUME,
        HISTORIES);
    plant(
        "a mark leaves the floor where it was",
        RING_SOURCE,
        "floor = new Floor(next, cursor, nanos);",
        "",
        RING);
  }

  private void tail() {
    plant(
        "a gap in the log is read over",
        TAIL_SOURCE,
        "boolean lost = torn || batch.gap();",
        "boolean lost = torn;",
        HISTORIES);
    plant("a batch that was broken off is taken for whole", TAIL_SOURCE, "torn = true;", "", TAIL);
    plant(
        "listeners are told after the clients",
        TAIL_SOURCE,
        "for (Invalidation entry : batch.entries()) { "
            + "listeners.invalidated(entry.tag()); } backpressure.holdTail(); fill(batch); "
            + "ring.publish(); position = batch.next(); served = position; "
            + "loops.forEach(Loop::wake);",
        "backpressure.holdTail(); fill(batch); ring.publish(); position = "
            + "batch.next(); served = position; loops.forEach(Loop::wake); "
            + "batch.entries().forEach(entry -> listeners.invalidated(entry.tag()));",
        LISTENERS);
    plant(
        "a publisher on an I/O thread waits for it",
        HUB_SOURCE,
        "&& !loops.isCurrent()) {",
        ") {",
        BACKPRESSURE);
  }

  private void scanning() {
    plant(
        "the index misses any",
        INDEX_SOURCE,
        "if (Tag.overlaps(wanted, invalidated)) {",
        "if (Tag.overlaps(wanted, invalidated) && "
            + "!invalidated.toString().contains(\"(*)\")) {",
        HISTORIES);
    plant(
        "a group does not reach what is below it in the index",
        INDEX_SOURCE,
        "if (Tag.overlaps(wanted, invalidated)) {",
        "if (Tag.overlaps(wanted, invalidated) && " + "!invalidated.toString().endsWith(\".*\")) {",
        HISTORIES);
    plant(
        "a loop that was overtaken tells nobody",
        LOOP_SOURCE,
        "overtaken(ring.whyLost(seq));",
        "",
        CONNECTION);
    plant(
        "an event moves the cursor of a client that is behind it",
        CONNECTION_SOURCE,
        "if (state != State.IDLE) { return false; }",
        "if (state != State.IDLE) { cursor = Math.max(cursor, seq); return false; }",
        CONNECTION,
        HISTORIES);
    plant(
        "a client that was idle passes over what woke it",
        CONNECTION_SOURCE,
        "cursor = seq;",
        "cursor = seq + 1;",
        CONNECTION,
        HISTORIES);
    plant(
        "a client that was closed stays in the index",
        LOOP_SOURCE,
        "index.remove(connection);",
        "",
        SHARING);
    plant(
        "a client that was closed still counts",
        LOOP_SOURCE,
        "index.remove(connection); open = connections.size();",
        "index.remove(connection);",
        CONNECTION,
        HISTORIES);
  }

  private void losing() {
    plant(
        "a resync is dropped where the socket is full",
        CONNECTION_SOURCE,
        "return prepare(EventEncoder.resync(loop.position(), reason));",
        "return Math.max(1, write(ByteBuffer.wrap(EventEncoder.resync(loop.position(), "
            + "reason))));",
        HISTORIES);
    plant(
        "a resync takes the client to the event before",
        CONNECTION_SOURCE,
        "cursor = loop.scanned(); loop.counters()",
        "cursor = Math.max(cursor + 1, loop.scanned() - 1); loop.counters()",
        CONNECTION,
        HISTORIES);
    plant(
        "a client that was overtaken goes on with what is left",
        CONNECTION_SOURCE,
        "owedResync = loop.ring().whyLost(cursor); return null;",
        "continue;",
        CONNECTION,
        HISTORIES);
    plant(
        "the mark of a break is passed over",
        CONNECTION_SOURCE,
        "owedResync = event.lost(); return null;",
        "continue;",
        HISTORIES);
  }

  private void writing() {
    plant(
        "an event that was written in part counts as unsent",
        CONNECTION_SOURCE,
        "cursor = first.seq() + whole + (cut ? 1 : 0);",
        "cursor = first.seq() + whole;",
        HISTORIES);
    plant(
        "the rest of an event is forgotten",
        CONNECTION_SOURCE,
        "if (cut) {",
        "if (false) {",
        CONNECTION,
        HISTORIES);
    plant(
        "an event that is not wanted joins those before it",
        CONNECTION_SOURCE,
        "last.adjoins(next) && filter.concerns(next.tag()) ? next",
        "last.adjoins(next) ? next",
        CONNECTION,
        HISTORIES);
    plant(
        "a goodbye goes before what is due",
        CONNECTION_SOURCE,
        "Event next = owedResync == null ?",
        "Event next = owedResync == null && owedBye == null ?",
        CONNECTION);
    plant(
        "a client that waits keeps the whole chunk",
        CONNECTION_SOURCE,
        "ByteBuffer.wrap(Arrays.copyOfRange(first.chunk(), run.position(), " + "ends[whole]))",
        "ByteBuffer.wrap(first.chunk(), run.position(), ends[whole] - run.position())",
        CONNECTION);
    plant(
        "a client that fails takes the others down",
        CONNECTION_SOURCE,
        "catch (IOException | RuntimeException gone)",
        "catch (IOException gone)",
        CONNECTION);
  }

  private void time() {
    plant(
        "a heartbeat carries the head, not the position served",
        LOOP_SOURCE,
        "EventEncoder.heartbeat(position, current)",
        "EventEncoder.heartbeat(ring.head().cursor(), current)",
        TIME,
        HISTORIES);
    plant(
        "a heartbeat splits an event that waits for room",
        CONNECTION_SOURCE,
        "} else if (state == State.IDLE && silent >=",
        "} else if (silent >=",
        HISTORIES);
    plant(
        "a client that takes nothing is never closed",
        CONNECTION_SOURCE,
        "silent >= loop.settings().stallLimit().toNanos()",
        "silent >= Long.MAX_VALUE",
        TIME);
  }
}
