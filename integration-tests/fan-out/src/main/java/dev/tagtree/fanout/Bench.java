// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The things that every workload needs.
 *
 * @param programs the folder of the compiled C programs
 * @param seconds how long each phase publishes
 * @param minutes how long the soak lasts
 * @param results where figures go
 */
record Bench(Path programs, int seconds, int minutes, Results results) {
  private static final List<String> FREE = List.of();

  /**
   * Otherwise most of what is resident is decided by how much garbage there was: of a heap that was
   * collected, 70 % may stay free.
   */
  private static final List<String> THRIFTY =
      List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

  /** A server and a load client that belongs to it. */
  record Pair(ServerProcess server, LoadClient load) implements AutoCloseable {
    /** Publishes for a while, and waits until everything has come. */
    Answer publish(String options) throws IOException {
      return load.publish(server.peer(), options);
    }

    @Override
    public void close() {
      load.close();
      server.close();
    }
  }

  /** Starts both, wherever the scheduler puts them. */
  Pair start(Peer peer) throws IOException, InterruptedException {
    return start(peer, List.of(), FREE, FREE);
  }

  /** Starts both, where a collection of a Java heap gives back what it leaves free. */
  Pair startThrifty(Peer peer) throws IOException, InterruptedException {
    return start(peer, THRIFTY, FREE, FREE);
  }

  /** Starts both, each on a processor of its own. */
  Pair startPinned(Peer peer) throws IOException, InterruptedException {
    return start(peer, List.of(), List.of("taskset", "-c", "0"), List.of("taskset", "-c", "1"));
  }

  private Pair start(Peer peer, List<String> jvm, List<String> pinServer, List<String> pinLoad)
      throws IOException, InterruptedException {
    ServerProcess server = new ServerProcess(peer, programs, jvm, pinServer);
    return new Pair(server, new LoadClient(programs, pinLoad));
  }
}
