// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import dev.tagtree.kit.Sockets;
import java.io.IOException;

/**
 * Minutes of 10,000 connections that come and go, politely and not, some of which never read; then
 * all close, and the server must be what it was before.
 */
final class Soak implements Workload {
  private static final int CONNECTIONS = 10_000;
  private static final int FEW_CONNECTIONS = 10;
  private static final String CHURN = "churn=100 rate=20 seconds=";

  /** Live heap that may have come on top: caches that fill once. */
  static final long HEAP_BYTES = 2_000_000;

  /** Threads and descriptors that may have come on top: of the JVM itself. */
  static final long FEW = 3;

  /** For a server to notice what has closed; one that does not is told by the figures. */
  private static final int PATIENCE_SECONDS = 30;

  private static final int SETTLE_MILLIS = 3_000;

  /** What a server holds when no client is there. */
  private record Held(long connections, long descriptors, long threads, long heapBytes) {
    static Held by(ServerProcess server) throws IOException, InterruptedException {
      for (int i = 0; i < PATIENCE_SECONDS && Sockets.held(server.port()) > 1; i++) {
        Thread.sleep(1_000); // the publisher's connection may be one of them
      }
      Thread.sleep(SETTLE_MILLIS);
      long pid = server.pid();
      return new Held(
          Sockets.held(server.port()),
          Proc.descriptors(pid),
          Proc.threads(pid),
          server.peer().isJava() ? server.liveHeapBytes() : 0);
    }
  }

  @Override
  public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
    try (Pair pair = bench.start(peer)) {
      LoadClient load = pair.load();
      load.target(pair.server(), false);
      // One short life first, so that what the first clients cause once is part of the base.
      load.connect(CONNECTIONS);
      pair.publish(CHURN + 10);
      load.close(CONNECTIONS, false);
      // And more events than any server keeps for those who come back.
      load.connect(FEW_CONNECTIONS);
      pair.publish("batch=100 seconds=3");
      load.close(FEW_CONNECTIONS, false);
      Held base = Held.by(pair.server());

      load.connect(CONNECTIONS);
      Answer answer = pair.publish(CHURN + 60 * bench.minutes());
      load.close(CONNECTIONS / 2, false);
      load.close(CONNECTIONS / 2, true);
      Held after = Held.by(pair.server());

      Results results = bench.results();
      results.add("soak", peer, Figure.CHURNED, answer.number("churned"));
      results.add("soak", peer, Figure.P99, answer.number("p99"));
      results.add("soak", peer, Figure.CPU, answer.cpuPerMillion());
      results.add("soak", peer, Figure.LEFT, after.connections() - base.connections());
      results.add("soak", peer, Figure.DESCRIPTORS, after.descriptors() - base.descriptors());
      results.add("soak", peer, Figure.THREADS, after.threads() - base.threads());
      results.add("soak", peer, Figure.HEAP_MORE, (after.heapBytes() - base.heapBytes()) / 1e6);
      results.fault("soak", peer, answer.faults());
      results.fault("soak", peer, leaks(base, after));
    }
  }

  private static String leaks(Held base, Held after) {
    StringBuilder leaks = new StringBuilder();
    leak(leaks, "connections", after.connections() - base.connections(), 0);
    leak(leaks, "descriptors", after.descriptors() - base.descriptors(), FEW);
    leak(leaks, "threads", after.threads() - base.threads(), FEW);
    leak(leaks, "bytes of live heap", after.heapBytes() - base.heapBytes(), HEAP_BYTES);
    return leaks.toString();
  }

  private static void leak(StringBuilder leaks, String what, long more, long allowed) {
    if (more > allowed) {
      leaks.append(leaks.isEmpty() ? "" : ", ").append("%,d more %s".formatted(more, what));
    }
  }
}
