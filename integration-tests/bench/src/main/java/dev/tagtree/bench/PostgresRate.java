// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import dev.tagtree.kit.Table;
import dev.tagtree.log.postgres.PostgresLog;
import java.util.Arrays;

/** The transactions that there are in a second, with a log and without. */
final class PostgresRate {
  /** Short rounds, and more of them: what else the machine does then meets both ways alike. */
  private static final int ROUNDS_MORE = 3;

  private PostgresRate() {}

  static void print(PostgresServer server, int rounds, Targets targets) throws Exception {
    Table table =
        new Table(
            "transactions/s, " + Writers.COUNT + " connections",
            "alone",
            "with one more insert",
            "saying",
            "saying / alone",
            "saying / one more insert");
    try (PostgresLog log = PostgresCost.log(server).build();
        PostgresLog other = PostgresCost.log(server).build()) {
      Follower follower = new Follower(other);
      int all = ROUNDS_MORE * rounds;
      Samples single = add(table, server, all, log, "one insert", Mutations::insert);
      Samples usual =
          add(table, server, all, log, "a row read, checked, changed", Mutations::change);
      follower.close();
      targets.add("one insert: alone / saying", 1 / single.median(), 1 / 0.75);
      targets.add("read, checked, changed: alone / saying", 1 / usual.median(), 1 / 0.75);
    }
    table.print();
  }

  private static Samples add(
      Table table,
      PostgresServer server,
      int rounds,
      PostgresLog log,
      String name,
      Writers.Work work)
      throws Exception {
    double[] alone = new double[rounds];
    double[] noted = new double[rounds];
    double[] said = new double[rounds];
    Writers.Work noting =
        connection -> {
          work.run(connection);
          Mutations.insert(connection, "note");
        };
    Writers.Work saying =
        connection -> {
          work.run(connection);
          log.append(connection, PostgresCost.TAG);
        };
    try (Writers writers = new Writers(server)) {
      for (int round = -1; round < rounds; round++) { // the first is a warm-up
        int at = Math.max(0, round);
        alone[at] = writers.rate(work);
        noted[at] = writers.rate(noting);
        said[at] = writers.rate(saying);
      }
    }
    Samples ratios = Samples.ratios(said, alone);
    table.row(
        name,
        Samples.of(Arrays.stream(alone)).toString(),
        Samples.of(Arrays.stream(noted)).toString(),
        Samples.of(Arrays.stream(said)).toString(),
        ratios.toString(),
        Samples.ratios(said, noted).toString());
    return ratios;
  }
}
