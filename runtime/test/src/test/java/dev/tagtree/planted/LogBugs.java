// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.HISTORIES;
import static dev.tagtree.planted.Suite.LOG;

import java.util.List;

/** Mistakes in the log that the hub follows. */
final class LogBugs {
  private static final String LOG_SOURCE = "log/MemoryLog.java";

  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "the log does not say that it has overtaken its reader",
              LOG_SOURCE,
              "|| after.isBefore(floor) ||",
              "||",
              List.of(LOG, HISTORIES)),
          new PlantedBug(
              "the log takes a position of another history for its own",
              LOG_SOURCE,
              "!after.isSameHistoryAs(head) ||",
              "",
              List.of(LOG)),
          new PlantedBug(
              "the log forgets up to where it has forgotten",
              LOG_SOURCE,
              "floor = dropped.cursor();",
              "",
              List.of(LOG, HISTORIES)));

  private LogBugs() {}
}
