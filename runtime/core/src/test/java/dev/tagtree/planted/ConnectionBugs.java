// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.CONNECTION;
import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.TIME;

import java.util.List;

/** Mistakes in what one client is written, and when. */
final class ConnectionBugs {
  private static final String CONNECTION_SOURCE = "hub/Connection.java";
  private static final String CLOCK_SOURCE = "hub/LoopClock.java";
  private static final String RUN_SOURCE = "hub/Run.java";

  static final List<PlantedBug> ALL =
      List.of(
          PlantedBug.in(
              CONNECTION_SOURCE,
              "an event moves the cursor of a client that is behind it",
              "until = Math.max(until, end);",
              "until = Math.max(until, end); cursor = Math.max(cursor, seq);",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a client that is busy is not told of what comes",
              "until = Math.max(until, end);",
              "",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a client that was idle passes over what woke it",
              "cursor = seq; until",
              "cursor = seq + 1; until",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a resync is dropped where the socket is full",
              "return prepare(loop.reception().resync(reason));",
              "return Math.max(1, write(ByteBuffer.wrap(loop.reception().resync(reason))));",
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a resync takes the client to the event before",
              "cursor = loop.scanned(); return prepare",
              "cursor = Math.max(cursor + 1, loop.scanned() - 1); return prepare",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              RUN_SOURCE,
              "a client that was overtaken goes on with what is left",
              "lost = ring.whyLost(next);",
              "",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              RUN_SOURCE,
              "the mark of a break is passed over",
              "lost = event.lost();",
              "",
              HISTORIES),
          PlantedBug.in(
              RUN_SOURCE,
              "an event that was written in part counts as unsent",
              "events.get(begun - 1).seq() + 1",
              "events.get(begun - 1).seq()",
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "the rest of an event is forgotten",
              "rest = cut.length == 0 ? null : ByteBuffer.wrap(cut);",
              "rest = null;",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "the rest of an event lies where the next run is collected",
              "rest = cut.length == 0 ? null : ByteBuffer.wrap(cut);",
              "rest = cut.length == 0 ? null : bytes.limit(bytes.position() + " + "cut.length);",
              HISTORIES),
          PlantedBug.in(
              RUN_SOURCE,
              "an event that is not wanted joins those before it",
              "&& filter.concerns(event.tag())",
              "",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              RUN_SOURCE,
              "a run of another filter is written again",
              "&& (filter == this.filter || filter.equals(this.filter))",
              "",
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a goodbye goes before what is due",
              "if (owedResync == null) { Run",
              "if (owedResync == null && owedBye == null) { Run",
              CONNECTION),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a client that fails takes the others down",
              "catch (IOException | RuntimeException gone)",
              "catch (IOException gone)",
              CONNECTION),
          PlantedBug.in(
              CLOCK_SOURCE,
              "a heartbeat carries the head, not the position served",
              "EventEncoder.heartbeat(loop.position(), current)",
              "EventEncoder.heartbeat(loop.served().position(), current)",
              TIME,
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a heartbeat splits an event that waits for room",
              "} else if (state == IDLE && !seats.isEmpty()",
              "} else if (!seats.isEmpty()",
              HISTORIES),
          PlantedBug.in(
              CONNECTION_SOURCE,
              "a client that takes nothing is never closed",
              "silent >= loop.settings().stallLimit().toNanos()",
              "silent >= Long.MAX_VALUE",
              TIME));

  private ConnectionBugs() {}
}
