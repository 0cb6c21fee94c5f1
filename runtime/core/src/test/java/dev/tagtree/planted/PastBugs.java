// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.POLL;
import static dev.tagtree.planted.Suite.RECALL;
import static dev.tagtree.planted.Suite.RESUME;
import static dev.tagtree.planted.Suite.RING;
import static dev.tagtree.planted.Suite.RING_THREADS;

import java.util.List;

/** Mistakes in what is kept of the past, and in what a client that comes back has missed. */
final class PastBugs {
  private static final String RECEPTION_SOURCE = "hub/Reception.java";
  private static final String PAST_SOURCE = "hub/Past.java";
  private static final String POLLS_SOURCE = "hub/Polls.java";
  private static final String RECALL_SOURCE = "hub/Recall.java";
  private static final String RING_SOURCE = "hub/EventRing.java";
  private static final String UNSEEN_SOURCE = "hub/Unseen.java";

  static final List<PlantedBug> ALL =
      List.of(
          PlantedBug.in(
              PAST_SOURCE,
              "a client resumes at the event that it has seen last",
              "firstAbove(cursor.offset(),",
              "firstAbove(cursor.offset() - 1,",
              RESUME,
              HISTORIES),
          PlantedBug.in(
              PAST_SOURCE,
              "a client resumes behind the event that it has to see next",
              "range.first(), range.end()",
              "range.first() + 1, range.end()",
              RESUME,
              HISTORIES),
          PlantedBug.in(
              PAST_SOURCE,
              "a cursor that has expired is taken for live",
              "return ring.keepsAllAfter(cursor) ? past : resync(Reason.GAP, " + "view);",
              "return past;",
              RESUME,
              HISTORIES),
          PlantedBug.in(
              PAST_SOURCE,
              "a cursor of the future is taken for live",
              "position.isBefore(cursor)",
              "false",
              RESUME,
              HISTORIES),
          PlantedBug.in(
              PAST_SOURCE,
              "an age is looked up without the margin",
              "age.plus(HubSettings.AGE_MARGIN).toNanos()",
              "age.toNanos()",
              RESUME),
          PlantedBug.in(
              PAST_SOURCE,
              "an age from before what is kept is taken for live",
              "return ring.keepsAllSince(requested) ? past : resync(Reason.GAP, " + "view);",
              "return past;",
              RESUME,
              HISTORIES),
          PlantedBug.in(
              RECEPTION_SOURCE,
              "hello carries the head, not the position served",
              "EventEncoder.hello(retryMillis(), loop.position(),",
              "EventEncoder.hello(retryMillis(), ring.head().cursor(),",
              HISTORIES),
          PlantedBug.in(
              POLLS_SOURCE,
              "a poll that leaves something for the next one carries the head",
              "lost == null && run.next() < past.end()",
              "false",
              POLL),
          PlantedBug.in(
              POLLS_SOURCE,
              "a poll carries the head, not the position up to which it looked",
              "run.last().cursor() : here.head().cursor();",
              "run.last().cursor() : ring.head().cursor();",
              HISTORIES),
          PlantedBug.in(
              POLLS_SOURCE,
              "a poll that was overtaken does not say so",
              "past.reason() : run.lost();",
              "past.reason() : null;",
              HISTORIES),
          PlantedBug.in(
              RECALL_SOURCE,
              "the index of the past forgets a tag that came again",
              "slot != null && slot.newest != entry",
              "false",
              RECALL),
          PlantedBug.in(
              RECALL_SOURCE,
              "a replay ends before its last event",
              "Math.max(end, seq + 1)",
              "Math.max(end, seq)",
              RECALL,
              HISTORIES),
          PlantedBug.in(
              RING_SOURCE,
              "the floor rises after the slot was emptied",
              "floor = new Floor(oldest + 1, dropped.cursor(), dropped.nanos()); "
                  + "slots.setRelease(slot(oldest), null);",
              "slots.setRelease(slot(oldest), null); floor = new Floor(oldest + "
                  + "1, dropped.cursor(), dropped.nanos());",
              RING_THREADS),
          PlantedBug.in(
              RING_SOURCE,
              "the floor keeps the position that it began with",
              "new Floor(oldest + 1, dropped.cursor(), dropped.nanos())",
              "new Floor(oldest + 1, floor.cursor(), floor.nanos())",
              RING,
              RESUME,
              HISTORIES),
          PlantedBug.in(
              RING_SOURCE,
              "a mark leaves the floor where it was",
              "floor = new Floor(next, cursor, nanos);",
              "",
              RING),
          PlantedBug.in(
              RING_SOURCE,
              "what a new loop has not looked at falls off unnoticed",
              "seen = Math.min(slowest, head.seq());",
              "seen = slowest;",
              RING),
          PlantedBug.in(
              UNSEEN_SOURCE,
              "what the slowest loop has to look at next is forgotten",
              "slowest > last",
              "slowest >= last",
              RING));

  private PastBugs() {}
}
