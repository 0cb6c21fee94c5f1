// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import dev.tagtree.fanout.IdleMemory.Memory;
import dev.tagtree.kit.Sockets;
import java.io.IOException;

/** The fate of clients that go away, and of those that stay but never read. */
final class Life implements Workload {
  private static final int CLOSED = 500;
  private static final int CONNECTIONS = 500;
  private static final int STALLED = 100;
  private static final int WARM_UPS = 4;
  private static final String PACED = "rate=50 seconds=5";

  /** So much that no socket's buffers hold it. */
  private static final String MORE = "round=20 batch=100 seconds=3";

  @Override
  public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
    try (Pair pair = bench.start(peer)) {
      closed(bench, pair);
    }
    try (Pair pair = bench.startThrifty(peer)) {
      stalled(bench, pair);
    }
  }

  /** Idle clients close; how many does the server still hold a second later? */
  private static void closed(Bench bench, Pair pair) throws IOException, InterruptedException {
    pair.load().target(pair.server(), true);
    pair.load().connect(CLOSED);
    Thread.sleep(500);
    pair.load().close(CLOSED, false);
    Thread.sleep(1_000);
    long held = Sockets.held(pair.server().port());
    bench.results().add("life", pair.server().peer(), Figure.HELD, held);
  }

  /** More is sent than any socket holds; what do those cost that take nothing of it? */
  private static void stalled(Bench bench, Pair pair) throws IOException, InterruptedException {
    Broadcast.warm(pair, CONNECTIONS);
    Peer peer = pair.server().peer();
    // So often that a virtual machine has taken what it takes for this much work.
    for (int i = 0; i < WARM_UPS; i++) {
      pair.publish(MORE);
    }
    Answer before = pair.publish(PACED);
    Memory base = Memory.of(pair.server());
    pair.load().connectStalled(STALLED);
    pair.publish(MORE);
    Answer beside = pair.publish(PACED);
    Memory after = Memory.of(pair.server());
    Results results = bench.results();
    results.add("life", peer, Figure.GROWTH, (after.pssBytes() - base.pssBytes()) / 1e6);
    if (peer.isJava()) {
      results.add("life", peer, Figure.HEAP_GROWTH, (after.heapBytes() - base.heapBytes()) / 1e6);
    }
    results.add("life", peer, Figure.OTHERS, beside.number("p99") / before.number("p99"));
    results.fault("life", peer, beside.faults());
  }
}
