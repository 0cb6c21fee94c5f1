// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.hub.SseEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One request on one socket, nothing between the test and the bytes: blocking, for tests that look
 * at a single response.
 */
final class RawConnection implements AutoCloseable {
  /** Long enough for a loaded machine; nothing waits this long unless it fails. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket = new Socket();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final SseParser parser = new SseParser();
  private final Queue<SseEvent> events = new ArrayDeque<>();
  private final byte[] chunk = new byte[8192];
  private final InputStream in;
  private final ResponseHead head;

  /** Sends the request and waits for the head of the response. */
  private RawConnection(int port, int receiveBufferBytes, String request) {
    try {
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      in = socket.getInputStream();
      head = ResponseHead.parse(readHead());
    } catch (IOException e) {
      throw new UncheckedIOException("no response to " + request, e);
    }
  }

  /** Opens an event stream. */
  static RawConnection get(int port, String target, String... headers) {
    return send(port, "GET " + target + " HTTP/1.1", headers);
  }

  /** Sends a request line and headers, each as written here. */
  static RawConnection send(int port, String requestLine, String... headers) {
    return new RawConnection(port, 0, request(requestLine, headers));
  }

  /** Opens an event stream over which little fits that nobody has read. */
  static RawConnection narrow(int port, String target, String... headers) {
    return new RawConnection(port, 4096, request("GET " + target + " HTTP/1.1", headers));
  }

  static String request(String requestLine, String... headers) {
    StringBuilder text = new StringBuilder(requestLine).append("\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  ResponseHead head() {
    return head;
  }

  int status() {
    return head.status();
  }

  String header(String name) {
    return head.header(name);
  }

  /** {@return the next block of the stream, whatever it is} */
  SseEvent next() {
    while (events.isEmpty()) {
      if (!read()) {
        throw new AssertionError("the stream ended after:\n" + body());
      }
    }
    return events.remove();
  }

  /** {@return the next event, passing over the retry block and heartbeats} */
  SseEvent nextEvent() {
    SseEvent event = next();
    while (event.is("") || event.is("heartbeat")) {
      event = next();
    }
    return event;
  }

  /** {@return the next event, which must have this name} */
  SseEvent expect(String name) {
    SseEvent event = name.equals("heartbeat") ? next() : nextEvent();
    if (!event.is(name)) {
      throw new AssertionError("expected " + name + ", got " + event.raw());
    }
    return event;
  }

  /** {@return the hello that every stream begins with} */
  SseEvent hello() {
    return expect("hello");
  }

  /** Reads to the end of the response and returns everything after its head. */
  String rest() {
    while (read()) {
      // read() keeps what it reads
    }
    return body();
  }

  /** {@return what came after the head so far} */
  String body() {
    return body.toString(UTF_8);
  }

  /** Sends more, as it is written here. */
  void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with FIN. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with RST, as a crashed client does. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return false at the end of the stream} */
  private boolean read() {
    try {
      int count = in.read(chunk);
      if (count < 0) {
        return false;
      }
      body.write(chunk, 0, count);
      if (head.header("Content-Type").startsWith("text/event-stream")) {
        parser.feed(ByteBuffer.wrap(chunk, 0, count), events::add);
      }
      return true;
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
