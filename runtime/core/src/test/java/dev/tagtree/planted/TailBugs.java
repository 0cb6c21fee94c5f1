// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.HERD;
import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.LISTENERS;
import static dev.tagtree.planted.Suite.LIVENESS;
import static dev.tagtree.planted.Suite.MERGER;
import static dev.tagtree.planted.Suite.TAIL;
import static dev.tagtree.planted.Suite.WINDOW;

import java.util.List;

/** Mistakes on the way from the log to the ring. */
final class TailBugs {
  private static final String HERD_SOURCE = "hub/Herd.java";
  private static final String MERGER_SOURCE = "hub/Merger.java";
  private static final String TAIL_SOURCE = "hub/Tail.java";
  private static final String MATCH_SOURCE = "TagMatch.java";

  static final List<PlantedBug> ALL =
      List.of(
          PlantedBug.in(
              TAIL_SOURCE,
              "the tail wakes the loops, then publishes",
              "ring.publish(); served.moveTo(position); published = now(); "
                  + "loops.forEach(Loop::wake);",
              "loops.forEach(Loop::wake); ring.publish(); served.moveTo(position); "
                  + "published = now();",
              LIVENESS),
          PlantedBug.in(
              TAIL_SOURCE,
              "a gap in the log is read over",
              "if (taken.gap()) {",
              "if (false) {",
              HISTORIES),
          PlantedBug.in(
              TAIL_SOURCE, "what was broken off is taken for whole", "torn = true;", "", TAIL),
          PlantedBug.in(
              TAIL_SOURCE,
              "what waits is forgotten when publishing was broken off",
              "lost = new Loss(position, lost == null ? Reason.LOG : " + "lost.reason());",
              "",
              TAIL),
          PlantedBug.in(
              TAIL_SOURCE,
              "what waits for the end of a window is forgotten there",
              "return publishIfDue() || taken;",
              "return taken && publishIfDue() || taken;",
              WINDOW),
          PlantedBug.in(
              TAIL_SOURCE,
              "a loss is published before what was lost",
              "pending.clear(); // everybody refetches everything",
              "",
              HISTORIES),
          PlantedBug.in(
              TAIL_SOURCE,
              "listeners are told after the clients",
              "for (Invalidation entry : taken.entries()) { "
                  + "listeners.invalidated(entry.tag()); } "
                  + "pending.addAll(taken.entries()); position = taken.next();",
              "pending.addAll(taken.entries()); position = taken.next(); if "
                  + "(!pending.isEmpty()) { publish(); } taken.entries().forEach(entry "
                  + "-> listeners.invalidated(entry.tag()));",
              LISTENERS),
          PlantedBug.in(
              TAIL_SOURCE,
              "the stamp advances before the clients are told",
              "position = taken.next();",
              "position = taken.next(); served.moveTo(position);",
              WINDOW),
          PlantedBug.in(
              MERGER_SOURCE,
              "what is said once stands where it was invalidated first",
              "last.remove(tag); // so that it stands where it was put last " + "last.put(",
              "last.putIfAbsent(",
              MERGER),
          PlantedBug.in(
              MERGER_SOURCE,
              "a narrow tag stands for the broad one that it lies in",
              "Tag.covers(other, said.getOrDefault(tag, tag))",
              "Tag.covers(said.getOrDefault(tag, tag), other)",
              MERGER),
          PlantedBug.in(
              MATCH_SOURCE,
              "leaves are widened across a scope",
              "scope ? text.substring(i + 1, value) : TagText.ANY",
              "TagText.ANY",
              MERGER),
          PlantedBug.in(
              HERD_SOURCE,
              "who has left still counts in the herd",
              "count(filter, -1);",
              "",
              HERD));

  private TailBugs() {}
}
