// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** One response of HTTP/1.x on a socket of its own, plain or TLS. */
final class SocketStream extends EventStream {
  /**
   * So little that a client which reads nothing is noticed soon; far less, and the kernel lets one
   * that does read wait for its probes of the window.
   */
  private static final int RECEIVE_BUFFER_BYTES = 64 << 10;

  /** What the kernel sees; of TLS, below it. */
  private final Socket wire = new Socket();

  private final Socket socket;
  private final InputStream in;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String statusLine;
  private final byte[] chunk = new byte[8192];

  SocketStream(Transport transport, int port, String target, Map<String, String> requestHeaders) {
    StringBuilder request = new StringBuilder("GET " + target + " " + transport.version + "\r\n");
    request.append("Host: localhost\r\n");
    requestHeaders.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    try {
      wire.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      wire.setTcpNoDelay(true);
      wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      wire.setSoTimeout((int) PATIENCE.toMillis());
      socket =
          transport.tls
              ? LocalKeys.context()
                  .getSocketFactory()
                  .createSocket(wire, "localhost", wire.getPort(), true)
              : wire;
      socket.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
      in = socket.getInputStream();
      statusLine = line();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no response to " + request, e);
    }
  }

  @Override
  String version() {
    return statusLine.substring(0, statusLine.indexOf(' '));
  }

  @Override
  int status() {
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  @Override
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  @Override
  boolean read() {
    try {
      int count = in.read(chunk);
      if (count > 0) {
        take(ByteBuffer.wrap(chunk, 0, count));
      }
      return count >= 0;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing came within " + PATIENCE, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended within the head: " + line);
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 1);
  }

  /** Closes with FIN; of TLS, with a close_notify before that. */
  @Override
  void leave() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
