// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.fanout.Bench.Pair;
import java.io.IOException;

/** W3: resident memory of connections that nothing happens to, each with a tag of its own. */
final class IdleMemory implements Workload {
  private static final int FEW = 1_000;
  private static final int MANY = 10_000;
  private static final int WARM_UPS = 3;
  private static final int SETTLE_MILLIS = 1_500;

  @Override
  public boolean suits(Peer peer) {
    return true;
  }

  @Override
  public void measure(Bench bench, Peer peer) throws IOException, InterruptedException {
    try (Pair pair = bench.startThrifty(peer)) {
      LoadClient load = pair.load();
      load.target(pair.server(), true);
      // Everything that many clients cause once, such as compiled code, is part of the base.
      for (int i = 0; i < WARM_UPS; i++) {
        load.connect(FEW);
        pair.publish("keyed=1 window=100 seconds=1");
        load.close(FEW, false);
        pair.publish("seconds=0");
      }
      Memory base = Memory.of(pair.server());
      Answer few = load.connect(FEW);
      Memory some = Memory.of(pair.server());
      Answer rest = load.connect(MANY - FEW);
      Memory all = Memory.of(pair.server());

      Results results = bench.results();
      results.add("W3", peer, Figure.BASE, base.pssBytes() / 1e6);
      results.add("W3", peer, Figure.PSS_1K, kib(some.pssBytes() - base.pssBytes(), FEW));
      results.add("W3", peer, Figure.PSS_10K, kib(all.pssBytes() - base.pssBytes(), MANY));
      if (peer.isJava()) {
        results.add("W3", peer, Figure.HEAP, kib(all.heapBytes() - base.heapBytes(), MANY));
      }
      results.add("W3", peer, Figure.SETUP, few.number("seconds") + rest.number("seconds"));
    }
  }

  private static double kib(double bytes, int connections) {
    return bytes / 1_024 / connections;
  }

  /**
   * What a server holds, after its heap, if it has one, was collected.
   *
   * @param pssBytes resident, where shared pages count in proportion
   * @param heapBytes of live objects
   */
  record Memory(long pssBytes, long heapBytes) {
    static Memory of(ServerProcess server) throws IOException, InterruptedException {
      Thread.sleep(SETTLE_MILLIS);
      long heap = server.peer().isJava() ? server.liveHeapBytes() : 0;
      return new Memory(Proc.pssBytes(server.processes()), heap);
    }
  }
}
