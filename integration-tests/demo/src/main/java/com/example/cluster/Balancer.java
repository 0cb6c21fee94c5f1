// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** A port of the loopback interface that leads each connection to the next node, as it is. */
final class Balancer implements AutoCloseable {
  /** How many nodes are tried for a connection. */
  private static final int TRIES = 3;

  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket server;
  private final IntSupplier next;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Balancer(int port, IntSupplier next) throws IOException {
    this.next = next;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /**
   * {@return one that takes connections}
   *
   * @param port 0 for any that is free
   * @param next asked for each connection, and again if nobody listens there: where it leads
   */
  static Balancer start(int port, IntSupplier next) throws IOException {
    Balancer balancer = new Balancer(port, next);
    run(balancer::accept);
    return balancer;
  }

  /** {@return the port to connect to} */
  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        run(() -> lead(client));
      } catch (IOException closed) {
        // by close, or by a client that was quick; the loop knows which
      }
    }
  }

  private void lead(Socket client) {
    for (int i = 0; i < TRIES; i++) {
      Socket node = new Socket();
      open.add(node);
      try {
        node.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), next.getAsInt()),
            CONNECT_MILLIS);
        run(() -> pass(node, client));
        pass(client, node);
        return;
      } catch (IOException refused) {
        end(node);
      }
    }
    end(client);
  }

  /** Passes on what comes, until either side ends; then both do. */
  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // or reset; the same to the other side
    }
    end(from);
    end(to);
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException closed) {
      // as wanted
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "demo-balancer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections and takes no more. */
  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(this::end);
  }
}
