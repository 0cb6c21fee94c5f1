// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.io.IOException;

/** Something to measure one peer with, once a round. */
interface Workload {
  /** {@return whether it says something about this peer} */
  default boolean suits(Peer peer) {
    return peer != Peer.TAGTREE_SERIAL;
  }

  /** Starts a server, loads it, and adds figures. */
  void measure(Bench bench, Peer peer) throws IOException, InterruptedException;
}
