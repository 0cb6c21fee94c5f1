// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static dev.tagtree.planted.Suite.SHARED_LOG;

import java.util.List;

/** Mistakes in what a hub does because its log is behind an engine that others use too. */
final class SharedLogBugs {
  private static final String APPENDER = "hub/Appender.java";
  private static final String PARKED = "hub/Parked.java";
  private static final String TAIL = "hub/Tail.java";

  static final List<PlantedBug> ALL =
      List.of(
          bug(APPENDER, "what the engine refused is forgotten", "giveBack(due, tags.size());", ""),
          bug(
              APPENDER,
              "what the engine may have taken is taken for appended",
              "} catch (RuntimeException failure) { giveBack(due, tags.size()); failed(failure);"
                  + " return false;",
              "} catch (RuntimeException failure) { settle(tags.size()); return true;"),
          bug(
              APPENDER,
              "a large debt forgets what it cannot hold",
              "? List.of(Tag.root()) :",
              "? List.of(distinct.iterator().next()) :"),
          bug(
              APPENDER,
              "a debt grows without a bound",
              "if (owed > MAX_DEBT_TAGS) { merge(); }",
              ""),
          bug(
              APPENDER,
              "the tags of one call are torn apart",
              "if (!due.isEmpty() && tags > MAX_PAYMENT_TAGS)",
              "if (!due.isEmpty())"),
          PlantedBug.in(
              APPENDER,
              "closing forgets what is owed",
              "while (threaded && owed > 0 && deadline - System.nanoTime() > 0)",
              "while (patience.isNegative())",
              Suite.APPENDER),
          bug(
              TAIL,
              "nobody is told that a hub knew nothing until its engine was found",
              "lost = new Loss(position, Reason.EPOCH);",
              ""),
          bug(
              TAIL,
              "a hub that is far behind says that it knows everything",
              "if (taken.remaining() == 0 && taken.entries().size() < batch)",
              "if (true)"),
          bug(
              TAIL,
              "what was taken waits for an engine that has gone",
              "publishIfDue(); // what was taken before does not wait for the log",
              ""),
          bug(
              TAIL,
              "what was widened is taken for what others find in the log",
              "said.isAsInvalidated() || !log.isShared()",
              "true"),
          PlantedBug.in(
              "hub/Merger.java",
              "what others read is merged across what is sent in between",
              "return shared ? joined(uncovered(invalidations)) : gathered(invalidations);",
              "return gathered(invalidations);",
              Suite.MERGER),
          bug(
              PARKED,
              "a client that is ahead waits for ever",
              "&& loop.now() - one.deadline() < 0",
              ""),
          bug(
              PARKED,
              "a client that is ahead begins at once",
              "if (limit == 0 || !Past.isAhead(resume, loop.position()))",
              "if (true)"),
          bug(
              PARKED,
              "a client that left while it waited is begun with",
              "if (one.connection().isClosed()) { continue; }",
              ""));

  private static PlantedBug bug(String source, String name, String found, String planted) {
    return new PlantedBug(name, source, found, planted, List.of(SHARED_LOG));
  }

  private SharedLogBugs() {}
}
