// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import java.io.IOException;

/**
 * W5: each connection wants a tag of its own, and each event is for one of them for which none is
 * under way, at random.
 */
record Keyed(String name, int connections) implements Workload {
  /** Events that are under way at most, over all connections. */
  private static final int WINDOW = 1_000;

  @Override
  public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
    try (Pair pair = bench.start(peer)) {
      pair.load().target(pair.server(), true);
      pair.load().connect(connections);
      String options = "keyed=1 window=" + Math.min(WINDOW, connections / 2);
      pair.publish(options + " seconds=3");
      phase(bench, name, pair, options + " batch=1");
      if (peer.takesSeveral() && connections >= WINDOW) {
        pair.publish(options + " batch=100 seconds=1");
        phase(bench, name + "-100", pair, options + " batch=100");
      }
    }
  }

  private static void phase(Bench bench, String workload, Pair pair, String options)
      throws IOException {
    Answer answer = pair.publish(options + " seconds=" + bench.seconds());
    Peer peer = pair.server().peer();
    Results results = bench.results();
    results.add(
        workload, peer, Figure.EVENTS, answer.number("received") / answer.number("seconds"));
    results.add(
        workload, peer, Figure.CPU_EVENT, answer.number("cpu") / answer.number("received") * 1e6);
    results.add(workload, peer, Figure.P50, answer.number("p50"));
    results.add(workload, peer, Figure.P99, answer.number("p99"));
    results.fault(workload, peer, answer.faults());
  }
}
