// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The network between a client and its server: passes bytes on until it is told to fail. What a
 * laptop's lid does, and a router that forgets, cannot be had from a socket of the loopback.
 */
final class Forwarder implements AutoCloseable {
  /** What it takes from the server before it passes anything on: the buffer of a far client. */
  private static final int BUFFER_BYTES = 4096;

  private final ServerSocket clients;
  private final int server;
  private final Queue<Socket> toClients = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> toServer = new ConcurrentLinkedQueue<>();
  private volatile boolean frozen;

  Forwarder(int server) {
    this.server = server;
    try {
      clients = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  int port() {
    return clients.getLocalPort();
  }

  /** From here on nothing passes, in either direction, and nobody is told. */
  void freeze() {
    frozen = true;
  }

  /** Resets every connection to the server. */
  void reset() {
    toServer.forEach(
        socket -> {
          try {
            socket.setSoLinger(true, 0);
            socket.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = clients.accept();
      toClients.add(client);
      Socket upstream = new Socket();
      upstream.setReceiveBufferSize(BUFFER_BYTES);
      upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
      toServer.add(upstream);
      InputStream fromClient = client.getInputStream();
      OutputStream upward = upstream.getOutputStream();
      InputStream fromServer = upstream.getInputStream();
      OutputStream downward = client.getOutputStream();
      run(() -> pass(fromClient, upward, upstream));
      run(() -> pass(fromServer, downward, client));
    }
  }

  private void pass(InputStream from, OutputStream to, Socket end) throws IOException {
    byte[] chunk = new byte[BUFFER_BYTES];
    for (int count = from.read(chunk); !frozen; count = from.read(chunk)) {
      if (count < 0) {
        end.shutdownOutput();
        return;
      }
      to.write(chunk, 0, count);
    }
  }

  /** A step that ends with its socket. */
  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException closed) {
                // that is how it ends
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      clients.close();
      for (Socket socket : toClients) {
        socket.close();
      }
      for (Socket socket : toServer) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
