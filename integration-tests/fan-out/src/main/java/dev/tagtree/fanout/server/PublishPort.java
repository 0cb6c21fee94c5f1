// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands for the application's own thread, which publishes: the same few lines for every server
 * that runs in a Java virtual machine, so that only the fan-out differs.
 *
 * <p>{@code POST} publishes the tags that the body names, one a line, and is answered when the call
 * is back. {@code GET} answers with a line about the server.
 */
final class PublishPort {
  private static final byte[] DONE = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);

  private final Consumer<List<String>> publisher;
  private final Supplier<String> about;

  private PublishPort(Consumer<List<String>> publisher, Supplier<String> about) {
    this.publisher = publisher;
    this.about = about;
  }

  /** Listens behind the port of the streams, with a thread for each connection. */
  static void open(int port, Consumer<List<String>> publisher, Supplier<String> about) {
    PublishPort opened = new PublishPort(publisher, about);
    new Thread(() -> opened.accept(port + 1), "publish-port").start();
  }

  private void accept(int port) {
    try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        new Thread(() -> serve(socket), "publisher").start();
      }
    } catch (IOException failure) {
      throw new IllegalStateException("cannot listen on " + port, failure);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      for (String first = line(in); !first.isEmpty(); first = line(in)) {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring("content-length:".length()).trim());
          }
        }
        byte[] body = in.readNBytes(length);
        if (first.startsWith("GET")) {
          out.write(answer(about.get()));
        } else {
          publisher.accept(Frames.tags(new String(body, US_ASCII)));
          out.write(DONE);
        }
      }
    } catch (IOException gone) {
      // the load client has gone
    }
  }

  private static byte[] answer(String text) {
    return ("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
        .getBytes(US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
