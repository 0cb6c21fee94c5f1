// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * One request of HTTP/1.x on one socket, nothing between the test and the bytes but what the test
 * puts there: blocking, for tests that look at a single response.
 */
public final class RawConnection extends EventStream {
  /** What a socket is given around it, such as TLS. */
  public interface Layer {
    Socket over(Socket below) throws IOException;
  }

  /** What the kernel sees; of a layer, below it. */
  private final Socket wire = new Socket();

  private final Socket socket;
  private final byte[] chunk = new byte[8192];
  private final InputStream in;
  private final ResponseHead head;

  private RawConnection(int port, int receiveBufferBytes, Layer layer, String request) {
    try {
      if (receiveBufferBytes > 0) {
        wire.setReceiveBufferSize(receiveBufferBytes);
      }
      wire.setTcpNoDelay(true);
      wire.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      wire.setSoTimeout((int) PATIENCE.toMillis());
      socket = layer.over(wire);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      in = socket.getInputStream();
      head = ResponseHead.parse(readHead());
    } catch (IOException e) {
      throw new UncheckedIOException("no response to " + request, e);
    }
  }

  /**
   * Sends a request, and waits for the head of the response.
   *
   * @param receiveBufferBytes room for what nobody has read; 0 for what is usual
   */
  public static RawConnection open(int port, int receiveBufferBytes, Layer layer, String request) {
    return new RawConnection(port, receiveBufferBytes, layer, request);
  }

  /** Opens an event stream. */
  static RawConnection get(int port, String target, String... headers) {
    return send(port, "GET " + target + " HTTP/1.1", headers);
  }

  /** Sends a request line and headers, each as written here. */
  static RawConnection send(int port, String requestLine, String... headers) {
    return open(port, 0, plain -> plain, request(requestLine, headers));
  }

  /** Opens an event stream over which little fits that nobody has read. */
  static RawConnection narrow(int port, String target, String... headers) {
    return open(port, 4096, plain -> plain, request("GET " + target + " HTTP/1.1", headers));
  }

  public static String request(String requestLine, String... headers) {
    StringBuilder text = new StringBuilder(requestLine).append("\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  ResponseHead head() {
    return head;
  }

  @Override
  public String version() {
    return head.version();
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public String header(String name) {
    return head.header(name);
  }

  /** Sends more, as it is written here. */
  void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with FIN; of TLS, with a close_notify before that. */
  @Override
  public void leave() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with RST, as a crashed client does. */
  void reset() {
    try {
      wire.setSoLinger(true, 0);
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      throw new AssertionError("nothing came within " + PATIENCE + " after:\n" + body(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading failed after:\n" + body(), e);
    }
  }

  private String readHead() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the connection ended within the head: " + text);
      }
      text.append((char) b);
    }
    return text.substring(0, text.length() - 4);
  }
}
