// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.SIMULATOR;

import java.util.List;

/**
 * Mistakes of a hub that lose something when it is one of several and their engine fails; those in
 * the rules of a shared log are in the simulator's model.
 */
final class ClusterBugs {
  private static final String APPENDER = "hub/Appender.java";
  private static final String PAST = "hub/Past.java";
  private static final String TAIL = "hub/Tail.java";

  static final List<PlantedBug> ALL =
      List.of(
          bug(
              PAST,
              "of a cursor from another node, the epoch is ignored",
              "if (!cursor.isSameHistoryAs(position)) { return resync(Reason.EPOCH, view); }",
              "cursor = new Cursor(position.epoch(), cursor.offset());"),
          bug(
              PAST,
              "a cursor that no node has given out is taken for live",
              "position.isBefore(cursor)",
              "false"),
          bug(
              PAST,
              "a cursor that has fallen off this node's ring is taken for live",
              "return ring.keepsAllAfter(cursor) ? past : resync(Reason.GAP, view);",
              "return past;"),
          bug(
              "hub/Run.java",
              "a client that fell off the ring goes on with what is left",
              "lost = ring.whyLost(next);",
              ""),
          bug(
              "hub/Connection.java",
              "a resync of a failover is dropped where the socket is full",
              "return prepare(loop.reception().resync(reason));",
              "return Math.max(1, write(ByteBuffer.wrap(loop.reception().resync(reason))));"),
          bug(TAIL, "a gap in a shared log is read over", "if (taken.gap()) {", "if (false) {"),
          bug(
              TAIL,
              "a hub that found its engine late goes on as if it had always known it",
              "lost = new Loss(position, Reason.EPOCH);",
              ""),
          bug(
              "hub/EventRing.java",
              "a fresh node's floor stays where it began",
              "new Floor(oldest + 1, dropped.cursor(), dropped.nanos())",
              "new Floor(oldest + 1, floor.cursor(), floor.nanos())"),
          bug(APPENDER, "a debt is forgotten", "giveBack(due, tags.size());", ""),
          bug(
              APPENDER,
              "an append that was cut off is taken for done",
              "} catch (RuntimeException failure) { giveBack(due, tags.size()); failed(failure);"
                  + " return false;",
              "} catch (RuntimeException failure) { settle(tags.size()); return true;"));

  private static PlantedBug bug(String source, String name, String found, String planted) {
    return new PlantedBug(name, source, found, planted, List.of(SIMULATOR));
  }

  private ClusterBugs() {}
}
