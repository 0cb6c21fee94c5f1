// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

/** The lease of one node, and its memory of the others that had one. */
final class SimulatedLease {
  private static final long MICROS = 1_000_000;

  private final SimulatedEngine engine;
  private final int node;
  private final boolean used;

  /** The nodes that had a lease when it renewed its own last, as bits, and the epoch of then. */
  private int others;

  private String epoch;

  SimulatedLease(SimulatedEngine engine, int node, boolean used) {
    this.engine = engine;
    this.node = node;
    this.used = used;
  }

  boolean isUsed() {
    return used;
  }

  /**
   * Says that the node lives; in another epoch, that the others do, too: what was lost may have
   * been the only one to know.
   */
  void renew(Store server) {
    if (!used) {
      return;
    }
    engine.settle(server);
    long end = engine.micros(server) + MICROS;
    boolean reset = !server.epoch.equals(epoch) && epoch != null;
    server.leases[node] = end;
    for (int other = 0; other < Store.MAX_NODES; other++) {
      if (reset && knows(other) && !server.isLeased(other) && !engine.has(Mistake.LEASES_LOST)) {
        server.leases[other] = end;
      }
      others = server.isLeased(other) ? others | 1 << other : others & ~(1 << other);
    }
    epoch = server.epoch;
  }

  private boolean knows(int other) {
    return (others >> other & 1) == 1;
  }

  /**
   * {@return whether it will be given to another at a server, if that is the master; at a deposed
   * one, the other may have given it back}
   */
  boolean willBeGivenTo(int other, Store server) {
    return server == engine.primary() && knows(other) && !server.epoch.equals(epoch);
  }

  void giveBack(Store server) {
    server.leases[node] = 0;
  }
}
