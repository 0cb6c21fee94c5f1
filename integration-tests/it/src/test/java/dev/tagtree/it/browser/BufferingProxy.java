// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A proxy in front of a server that passes a response on when all of it is there, as some do that
 * scan what they pass on: so an event stream never arrives. One request for each connection.
 */
final class BufferingProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 8 << 10;

  /** Longest head of a request that it reads. */
  private static final int MAX_HEAD_BYTES = 64 << 10;

  private final ServerSocket clients;
  private final int server;
  private volatile boolean buffering = true;

  private BufferingProxy(int server) throws IOException {
    this.server = server;
    clients = new ServerSocket(0, 0, InetAddress.getByName("localhost"));
  }

  static BufferingProxy start(int server) {
    try {
      BufferingProxy proxy = new BufferingProxy(server);
      run(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String url() {
    return "http://localhost:" + clients.getLocalPort() + "/";
  }

  /** From now on it passes on what comes, and what it holds with the next that comes. */
  void passOn() {
    buffering = false;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = clients.accept();
      run(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client;
        Socket upstream = new Socket(InetAddress.getByName("localhost"), server)) {
      byte[] head = head(client.getInputStream());
      if (head.length == 0) {
        return; // opened in advance, and not used
      }
      upstream.getOutputStream().write(head);
      run(
          () -> {
            try (upstream) { // a client that leaves is not missed
              client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
          });
      answer(upstream.getInputStream(), client.getOutputStream());
    }
  }

  /** {@return the head of a request, which asks for the end of the connection} */
  private static byte[] head(InputStream from) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = from.read();
      if (next < 0 || head.length() > MAX_HEAD_BYTES) {
        return new byte[0];
      }
      head.append((char) next);
    }
    return head.toString()
        .replaceFirst("(?i)\r\nConnection: [^\r]*", "\r\nConnection: close")
        .getBytes(ISO_8859_1);
  }

  private void answer(InputStream from, OutputStream to) throws IOException {
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
      held.write(chunk, 0, count);
      if (!buffering) {
        held.writeTo(to);
        held.reset();
      }
    }
    held.writeTo(to);
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
            },
            "buffering-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      clients.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
