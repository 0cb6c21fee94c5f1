// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import java.io.IOException;
import java.util.Arrays;

/** W4: one event for 10,000 connections, and how long it takes until the last one has it. */
enum OneEvent implements Workload {
  /** Wherever the scheduler puts server and load. */
  FREE {
    @Override
    public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
      try (Pair pair = bench.start(peer)) {
        burst(bench, "W4", pair);
      }
    }
  },

  /** Server and load do not share a processor. */
  PINNED {
    @Override
    public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
      try (Pair pair = bench.startPinned(peer)) {
        burst(bench, "W4-pinned", pair);
      }
    }
  };

  private static final int CONNECTIONS = 10_000;
  private static final int WARM_EVENTS = 30;
  private static final int EVENTS = 15;
  private static final int PAUSE_MILLIS = 50;

  private static void burst(Bench bench, String workload, Pair pair)
      throws IOException, InterruptedException {
    pair.load().target(pair.server(), false);
    pair.load().connect(CONNECTIONS);
    for (int i = 0; i < WARM_EVENTS; i++) {
      pair.publish("seconds=0");
    }
    Peer peer = pair.server().peer();
    double[] last = new double[EVENTS];
    double cpu = 0;
    for (int i = 0; i < EVENTS; i++) {
      Thread.sleep(PAUSE_MILLIS);
      Answer answer = pair.publish("seconds=0");
      last[i] = answer.number("max");
      cpu += answer.cpuPerMillion() / EVENTS;
      bench.results().fault(workload, peer, answer.faults());
    }
    Arrays.sort(last);
    bench.results().add(workload, peer, Figure.LAST, last[EVENTS / 2]);
    bench.results().add(workload, peer, Figure.WORST, last[EVENTS - 1]);
    bench.results().add(workload, peer, Figure.CPU, cpu);
  }
}
