// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The demo as several processes on one PostgreSQL, behind one address that leads to each in turn,
 * as a balancer does: to those that are ready. What is killed is started again.
 */
public final class Cluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int DEFAULT_PORT = 8080;

  /** How often it is looked who lives and who is ready. */
  private static final long LOOK_MILLIS = 200;

  /** How long what was killed stays so: long enough to see what happens without it. */
  private static final long RESTART_MILLIS = 3_000;

  private static final long START_MILLIS = 60_000;

  private final PostgresServer postgres;
  private final List<DemoNode> nodes = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Balancer balancer;
  private final Thread keeper = new Thread(this::keep, "demo-keeper");
  private volatile boolean closed;

  private Cluster(PostgresServer postgres, int port) throws IOException {
    this.postgres = postgres;
    String address =
        "jdbc:postgresql://localhost:"
            + postgres.port()
            + "/postgres?user=postgres&connectTimeout=2&socketTimeout=5";
    for (int i = 1; i <= NODES; i++) {
      nodes.add(new DemoNode("node-" + i, address));
    }
    balancer = Balancer.start(port, this::next);
    keeper.setDaemon(true);
  }

  /**
   * {@return the cluster, all of whose nodes are ready}
   *
   * @param port that the balancer listens on; 0 for any that is free
   */
  public static Cluster start(int port) throws IOException {
    PostgresServer postgres = PostgresServer.start();
    Cluster cluster = null;
    try {
      cluster = new Cluster(postgres, port);
      for (DemoNode node : cluster.nodes) {
        node.start();
        cluster.awaitReady(node); // one after the other: the first one creates the tables
      }
      cluster.keeper.start();
      return cluster;
    } catch (IOException | RuntimeException failed) {
      if (cluster != null) {
        cluster.close();
      }
      postgres.close();
      throw failed;
    }
  }

  /** Starts it on {@code PORT}, 8080 unless set, and says who can be killed. */
  public static void main(String[] arguments) throws IOException {
    String port = System.getenv().getOrDefault("PORT", "").strip();
    if (!port.matches("[0-9]{0,5}")) {
      System.err.println("TagTree demo: PORT has to be a number from 0 to 65535");
      System.exit(1);
    }
    Cluster cluster = start(port.isEmpty() ? DEFAULT_PORT : Integer.parseInt(port));
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "demo-close"));
    System.out.println("TagTree demo: http://localhost:" + cluster.port() + "/");
    String told = null;
    while (!cluster.closed) {
      String who = cluster.toString();
      if (!who.equals(told)) {
        told = who;
        System.out.println(who);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException end) {
        cluster.close();
        return;
      }
    }
  }

  /** {@return the port of the balancer} */
  public int port() {
    return balancer.port();
  }

  /** {@return its nodes, alive or not} */
  public List<DemoNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Kills the database with -9; it is started again like a node. */
  public void killPostgres() {
    ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** {@return the port of the next node that is ready; of the next one, if none is} */
  private int next() {
    for (int i = 0; i < NODES; i++) {
      DemoNode node = nodes.get(Math.floorMod(turn.getAndIncrement(), NODES));
      if (node.isReady()) {
        return node.port();
      }
    }
    return nodes.get(Math.floorMod(turn.getAndIncrement(), NODES)).port();
  }

  private void awaitReady(DemoNode node) throws IOException {
    long end = System.nanoTime() + START_MILLIS * 1_000_000;
    for (node.ask(); !node.isReady(); node.ask()) {
      if (!node.isAlive() || System.nanoTime() > end || !sleep(LOOK_MILLIS)) {
        throw new IOException("a node of the demo did not start");
      }
    }
  }

  private void keep() {
    while (!closed && sleep(LOOK_MILLIS)) {
      nodes.forEach(DemoNode::ask);
      boolean whole = postgres.isRunning() && nodes.stream().allMatch(DemoNode::isAlive);
      if (!whole && sleep(RESTART_MILLIS)) {
        restart();
      }
    }
  }

  private synchronized void restart() {
    if (closed) {
      return;
    }
    try {
      if (!postgres.isRunning()) {
        postgres.kill(); // what is left of it
        postgres.restart();
      }
      for (DemoNode node : nodes) {
        node.start();
      }
    } catch (IOException notYet) {
      // the next look tries again
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException end) {
      return false;
    }
  }

  /** {@return who there is, and whom to kill how} */
  @Override
  public String toString() {
    return nodes.stream()
        .map(node -> node.name() + (node.isReady() ? " kill -9 " + node.pid() : " is not ready"))
        .collect(
            Collectors.joining(
                ", ",
                "",
                ", PostgreSQL "
                    + (postgres.isRunning() ? "kill -9 " + postgres.pid() : "is gone")));
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    synchronized (this) {
      nodes.forEach(DemoNode::close);
      try {
        balancer.close();
      } catch (IOException closedAlready) {
        // as wanted
      }
      postgres.close();
    }
  }
}
