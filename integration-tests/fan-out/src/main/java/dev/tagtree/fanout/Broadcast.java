// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import java.io.IOException;

/** W1 and W2: every event goes to each of 1,000 connections. */
enum Broadcast implements Workload {
  /** W1: 200 events a second. */
  PACED {
    @Override
    public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
      try (Pair pair = bench.start(peer)) {
        paced(bench, "W1", pair);
      }
    }
  },

  /** W1, where server and load do not share a processor. */
  PACED_PINNED {
    @Override
    public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
      try (Pair pair = bench.startPinned(peer)) {
        paced(bench, "W1-pinned", pair);
      }
    }
  },

  /** W2: back to back, one event a request, then 100. */
  BACK_TO_BACK {
    @Override
    public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
      try (Pair pair = bench.start(peer)) {
        warm(pair, CONNECTIONS);
        backToBack(bench, "W2", pair, "batch=1");
        if (peer.takesSeveral()) {
          pair.publish("seconds=1 batch=100 round=20");
          backToBack(bench, "W2-100", pair, "batch=100");
        }
      }
    }
  };

  private static final int CONNECTIONS = 1_000;

  /** Opens connections, and lets a virtual machine compile. */
  static void warm(Pair pair, int connections) throws IOException {
    pair.load().target(pair.server(), false);
    pair.load().connect(connections);
    pair.publish("seconds=3 round=20");
  }

  private static void paced(Bench bench, String workload, Pair pair) throws IOException {
    warm(pair, CONNECTIONS);
    pair.publish("seconds=1 rate=200");
    Answer answer = pair.publish("rate=200 seconds=" + (bench.seconds() + 2));
    Peer peer = pair.server().peer();
    Results results = bench.results();
    results.add(workload, peer, Figure.P50, answer.number("p50"));
    results.add(workload, peer, Figure.P99, answer.number("p99"));
    results.add(workload, peer, Figure.MAX, answer.number("max"));
    results.add(workload, peer, Figure.CPU, answer.cpuPerMillion());
    results.fault(workload, peer, answer.faults());
  }

  private static void backToBack(Bench bench, String workload, Pair pair, String batch)
      throws IOException {
    // The reader looks every 20 ms; else the sender pays, by chance, for waking it.
    Answer answer = pair.publish(batch + " round=20 seconds=" + bench.seconds());
    Peer peer = pair.server().peer();
    Results results = bench.results();
    results.add(workload, peer, Figure.RATE, answer.number("received") / answer.number("seconds"));
    results.add(workload, peer, Figure.CPU, answer.cpuPerMillion());
    results.add(workload, peer, Figure.P99, answer.number("p99"));
    results.fault(workload, peer, answer.faults());
  }
}
