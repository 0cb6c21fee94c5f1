// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.BACKPRESSURE;
import static dev.tagtree.planted.Suite.CONNECTION;
import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.LIVENESS;
import static dev.tagtree.planted.Suite.ROSTER;
import static dev.tagtree.planted.Suite.SHARING;
import static dev.tagtree.planted.Suite.TAG_INDEX;

import java.util.List;

/** Mistakes in waking a loop, and in finding whom an event concerns. */
final class LoopBugs {
  private static final String AUDIENCE_SOURCE = "hub/Audience.java";
  private static final String PUBLISHER_SOURCE = "hub/Publisher.java";
  private static final String INDEX_SOURCE = "TagIndex.java";
  private static final String LOOP_SOURCE = "hub/Loop.java";
  private static final String ROSTER_SOURCE = "hub/Roster.java";

  static final List<PlantedBug> ALL =
      List.of(
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop clears its flag after it has drained, not before",
              "scheduled.set(false); work();",
              "work(); scheduled.set(false);",
              LIVENESS),
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop forgets who waits when its slice is over",
              "if (streak) { wake(); }",
              "if (streak) { return; }",
              CONNECTION),
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop forgets whose turn was not enough",
              "if (connection.turn()) { connections.enqueue(connection); }",
              "connection.turn();",
              SHARING),
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop expects nobody while a client is admitted",
              "open = connections.size() + 1;",
              "",
              SHARING),
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop that is busy never rests",
              "now - streakStart < LONGEST_STREAK_NANOS;",
              "true;",
              CONNECTION),
          PlantedBug.in(
              LOOP_SOURCE,
              "a loop that was overtaken tells nobody",
              "index.select(tag, audience -> audience.lapse(reason));",
              "",
              CONNECTION),
          PlantedBug.in(
              LOOP_SOURCE,
              "a client that was closed stays in the index",
              "index.remove(connection);",
              "",
              SHARING),
          PlantedBug.in(
              LOOP_SOURCE,
              "a client that was closed still counts",
              "open = connections.size(); if (connections.size() == 0)",
              "if (connections.size() == 0)",
              CONNECTION,
              HISTORIES),
          PlantedBug.in(
              ROSTER_SOURCE,
              "a queue that grows mixes up who comes next",
              "queue[first + i & queued - 1]",
              "queue[i]",
              ROSTER),
          PlantedBug.in(
              ROSTER_SOURCE,
              "two newcomers are given the same place",
              "free[--frees] : top++",
              "free[frees - 1] : top++",
              ROSTER,
              HISTORIES),
          PlantedBug.in(
              INDEX_SOURCE,
              "the index misses tags that have any",
              "visitIf(node.any, tokens, at + 1, found);",
              "",
              TAG_INDEX,
              HISTORIES),
          PlantedBug.in(
              INDEX_SOURCE,
              "the index misses tags that have fewer values",
              "visitNames(node, tokens, nextName(tokens, at), found);",
              "",
              TAG_INDEX),
          PlantedBug.in(
              INDEX_SOURCE,
              "the index misses tags that have more values",
              "visitEach(node.values, tokens, at, found);",
              "",
              TAG_INDEX),
          PlantedBug.in(
              INDEX_SOURCE,
              "a group does not reach what is below it in the index",
              "if (at == tokens.size()) { below(node, found); }",
              "if (at == tokens.size()) { return; }",
              TAG_INDEX,
              HISTORIES),
          PlantedBug.in(
              AUDIENCE_SOURCE,
              "a small audience is told of the first event only",
              "told = large ? scanned : told;",
              "told = scanned;",
              HISTORIES),
          PlantedBug.in(
              AUDIENCE_SOURCE,
              "a large audience is told of the first event only",
              "large ? scanned : seq + 1)",
              "seq + 1)",
              SHARING),
          PlantedBug.in(
              PUBLISHER_SOURCE,
              "a publisher on an I/O thread waits for it",
              "&& !loops.isCurrent()) {",
              ") {",
              BACKPRESSURE));

  private LoopBugs() {}
}
