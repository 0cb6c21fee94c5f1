// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;

/** A client that speaks HTTP by hand, to see the bytes that come. */
final class RawClient implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 10_000;

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(DEADLINE_MILLIS);
  }

  /** Connects and asks for a stream. */
  static RawClient stream(int port, String query, String... headers) throws IOException {
    RawClient client = new RawClient(port);
    client.send("GET /tags/events" + query + " HTTP/1.1", headers);
    return client;
  }

  void send(String line, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(line).append("\r\n");
    if (Stream.of(headers).noneMatch(header -> header.startsWith("Host:"))) {
      request.append("Host: localhost\r\n");
    }
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    sendRaw(request.append("\r\n").toString());
  }

  /** Sends text as it is. */
  void sendRaw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  String text() {
    return received.toString(ISO_8859_1);
  }

  /** Reads until a text has come, so many times. */
  String await(String expected, int times) throws IOException {
    while (text().split(java.util.regex.Pattern.quote(expected), -1).length <= times) {
      if (!readSome()) {
        throw new AssertionError("ended before '" + expected + "' after: " + text());
      }
    }
    return text();
  }

  String await(String expected) throws IOException {
    return await(expected, 1);
  }

  /** Reads to the end. */
  String awaitEnd() throws IOException {
    while (readSome()) {}
    return text();
  }

  private boolean readSome() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[4_096];
    try {
      int count = in.read(bytes);
      if (count > 0) {
        received.write(bytes, 0, count);
      }
      return count > 0;
    } catch (SocketTimeoutException late) {
      throw new AssertionError("nothing more came after: " + text(), late);
    }
  }

  /** Goes without a goodbye: the server sees a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
