// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.it.cluster.PostgresNode.Told;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.postgres.PostgresLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One random history of two nodes on one server; what it does depends on its seed alone. */
final class PostgresHistory implements AutoCloseable {
  static final List<String> STEPS =
      List.of(
          "commit",
          "commit",
          "commit",
          "commit",
          "commit async",
          "commit async",
          "rollback",
          "begin",
          "end",
          "append",
          "append",
          "crash",
          "reset",
          "freeze",
          "trim",
          "wipe",
          "terminate",
          "node");

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  /** A mutation that is under way. */
  private record Open(Connection connection, String tag) {}

  private final PostgresServer server;
  private final Random random;
  private final String schema = "history_" + SCHEMAS.incrementAndGet();
  private final TcpProxy proxy;
  private final List<PostgresNode> nodes = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /** When each tag was committed at the earliest, whether that was confirmed or not. */
  private final Map<String, Long> tried = new LinkedHashMap<>();

  /** Those whose commit or append was confirmed to be durable. */
  private final Set<String> confirmed = new HashSet<>();

  private final Set<String> rolledBack = new HashSet<>();
  private final Set<String> appended = new HashSet<>();
  private final List<Open> open = new ArrayList<>();
  private Set<String> stored = Set.of();
  private int tags;

  PostgresHistory(PostgresServer server, long seed) throws Exception {
    this.server = server;
    this.random = new Random(seed);
    this.proxy = TcpProxy.to(server.port());
    boolean listen = random.nextBoolean();
    boolean unlogged = random.nextInt(4) == 0;
    int kept = random.nextBoolean() ? 1_000 : 5;
    for (int i = 0; i < 2; i++) {
      nodes.add(
          new PostgresNode(
              () ->
                  PostgresLog.builder(server.dataSource("postgres", proxy.port()))
                      .schema(schema)
                      .retainedEntries(kept)
                      .timeout(TIMEOUT)
                      .pollInterval(Duration.ofMillis(20))
                      .listen(listen)
                      .unlogged(unlogged)
                      .build()));
    }
    awaitTold(null);
    server.execute("CREATE TABLE " + schema + ".data (tag text PRIMARY KEY)");
  }

  Map<String, Integer> counts() {
    return counts;
  }

  void run() throws Exception {
    int steps = 10 + random.nextInt(15);
    for (int i = 0; i < steps; i++) {
      String step = STEPS.get(random.nextInt(STEPS.size()));
      counts.merge(step, 1, Integer::sum);
      step(step);
      if (random.nextInt(3) == 0) {
        Thread.sleep(random.nextInt(30));
      }
    }
    settle();
  }

  private void step(String step) throws Exception {
    switch (step) {
      case "commit" -> mutate(true, true);
      case "commit async" -> mutate(true, false);
      case "rollback" -> mutate(false, true);
      case "begin" -> open.add(begin(random.nextBoolean()));
      case "end" -> {
        if (!open.isEmpty()) {
          end(open.remove(0), random.nextInt(3) > 0, false);
        }
      }
      case "append" -> append();
      case "crash" -> {
        server.kill();
        server.restart();
      }
      case "reset" -> proxy.reset();
      case "freeze" -> {
        proxy.freeze();
        Thread.sleep(random.nextInt(400));
        proxy.thaw();
      }
      case "trim" -> trim();
      case "wipe" -> wipe();
      case "terminate" -> server.terminateBackends();
      case "node" -> nodes.get(random.nextInt(nodes.size())).restart();
      default -> throw new IllegalArgumentException(step);
    }
  }

  private void mutate(boolean commit, boolean durably) throws SQLException {
    end(begin(durably), commit, durably);
  }

  private Open begin(boolean durably) throws SQLException {
    String tag = "t.n(" + ++tags + ")";
    Connection connection = server.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL synchronous_commit = " + (durably ? "on" : "off"));
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + schema + ".data VALUES (?)")) {
      insert.setString(1, tag);
      insert.execute();
    }
    PostgresNode node = nodes.get(random.nextInt(nodes.size()));
    ((PostgresLog) node.log()).append(connection, Tag.parse(tag));
    return new Open(connection, tag);
  }

  private void end(Open mutation, boolean commit, boolean durably) {
    tried.put(mutation.tag(), System.nanoTime());
    try (Connection connection = mutation.connection()) {
      if (commit) {
        connection.commit();
        if (durably) {
          confirmed.add(mutation.tag());
        }
      } else {
        rolledBack.add(mutation.tag());
        connection.rollback();
      }
    } catch (SQLException killed) {
      // the table will tell
    }
  }

  private void append() {
    String tag = "t.n(" + ++tags + ")";
    tried.put(tag, System.nanoTime());
    appended.add(tag);
    try {
      nodes.get(random.nextInt(nodes.size())).log().append(List.of(Tag.parse(tag)));
      confirmed.add(tag);
    } catch (LogUnavailableException unknown) {
      // may be read or not
    }
  }

  private void trim() {
    String order = random.nextBoolean() ? "pos" : "random()";
    damage(
        "DELETE FROM %1$s.log WHERE pos IN (SELECT pos FROM %1$s.log ORDER BY %2$s LIMIT %3$d)"
            .formatted(schema, order, 1 + random.nextInt(4)));
  }

  private void wipe() {
    String tables =
        switch (random.nextInt(3)) {
          case 0 -> "%1$s.log";
          case 1 -> "%1$s.head";
          default -> "%1$s.log, %1$s.head";
        };
    damage(("TRUNCATE " + tables).formatted(schema));
  }

  private void damage(String sql) {
    try {
      server.execute(sql);
    } catch (SQLException deadlock) {
      // with a node; the damage is not done
    }
  }

  /** Waits until every node is told of a last mutation, and then looks what there is. */
  private void settle() throws Exception {
    proxy.thaw();
    while (!open.isEmpty()) {
      end(open.remove(0), true, false);
    }
    Open last = begin(true);
    end(last, true, true);
    awaitTold(last.tag());
    Set<String> found = new HashSet<>();
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT tag FROM " + schema + ".data")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    stored = found;
  }

  /**
   * Waits until all were told of a tag, or null of a gap; a gap since its commit began stands for a
   * tag too.
   */
  private void awaitTold(@Nullable String tag) throws Exception {
    long since = tag == null ? Long.MIN_VALUE : tried.get(tag);
    long start = System.nanoTime();
    for (PostgresNode node : nodes) {
      while (node.told().stream()
          .noneMatch(told -> told.tag() == null ? told.nanos() > since : told.tag().equals(tag))) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw node.failure("a node was told neither " + tag + " nor of a gap");
        }
        Thread.sleep(5);
      }
    }
  }

  /** {@return how many mutations a crash took back after their commit: their tags with them} */
  int lost() {
    return (int)
        tried.keySet().stream()
            .filter(tag -> !stored.contains(tag))
            .filter(tag -> !rolledBack.contains(tag) && !appended.contains(tag))
            .count();
  }

  List<String> violations() {
    return violations(true);
  }

  /** {@return what would be a violation if gaps did not count} */
  List<String> violationsWithoutGaps() {
    return violations(false);
  }

  private List<String> violations(boolean gapsCount) {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      List<Told> told = nodes.get(i).told();
      long lastGap =
          gapsCount
              ? told.stream()
                  .filter(one -> one.tag() == null)
                  .mapToLong(Told::nanos)
                  .max()
                  .orElseThrow()
              : Long.MIN_VALUE;
      for (Map.Entry<String, Long> mutation : tried.entrySet()) {
        String tag = mutation.getKey();
        long lastTold =
            told.stream()
                .filter(one -> tag.equals(one.tag()))
                .mapToLong(Told::nanos)
                .max()
                .orElse(Long.MIN_VALUE);
        boolean read = lastTold > Long.MIN_VALUE;
        boolean owed = stored.contains(tag) || appended.contains(tag) && confirmed.contains(tag);
        if (owed && !read && lastGap < mutation.getValue()) {
          violations.add("node " + i + " was not told of " + tag);
        }
        boolean mutated = !appended.contains(tag);
        if (read && rolledBack.contains(tag)) {
          violations.add("node " + i + " was told of what was rolled back: " + tag);
        } else if (read && mutated && !stored.contains(tag) && lastGap < lastTold) {
          violations.add("node " + i + " was told of what never was: " + tag);
        }
      }
    }
    return violations;
  }

  @Override
  public void close() throws IOException {
    for (Open mutation : open) {
      end(mutation, false, false);
    }
    nodes.forEach(PostgresNode::close);
    proxy.close();
    try {
      server.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    } catch (SQLException down) {
      // its data are deleted with it
    }
  }
}
