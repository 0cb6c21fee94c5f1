// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A stream on a connection of HTTP/1 that was taken from Undertow, which then forgets the request:
 * an idle stream holds no exchange and no headers, and a write has fewer layers to go through. Only
 * for a server that has nothing else in front of the stream, as nobody there sees the stream's end.
 */
final class SocketOutlet extends ChannelOutlet {
  private final StreamConnection socket;

  /** What is left of the response's status line and headers. */
  private @Nullable ByteBuffer head;

  private SocketOutlet(StreamConnection socket, ByteBuffer head) {
    super(socket.getSinkChannel());
    this.socket = socket;
    this.head = head;
  }

  /**
   * Takes the connection of an exchange whose response has not started. Called on its I/O thread,
   * outside the call of a handler.
   */
  static SocketOutlet take(HttpServerExchange exchange, HttpServerConnection connection) {
    StreamConnection socket = connection.getChannel();
    ByteBuffer head = head(exchange);
    forgetPipelined(connection);
    // For Undertow the exchange has ended, and the connection waits for the next request.
    exchange.setPersistent(true);
    Connectors.terminateRequest(exchange);
    Connectors.terminateResponse(exchange);
    // As if it had closed: Undertow gives back what it holds for it.
    forget(socket, socket.getCloseListener());
    return new SocketOutlet(socket, head);
  }

  private static ByteBuffer head(HttpServerExchange exchange) {
    DateUtils.addDateHeaderIfRequired(exchange);
    exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    StringBuilder head =
        new StringBuilder(256).append(exchange.getProtocol()).append(" 200 OK\r\n");
    for (HeaderValues header : exchange.getResponseHeaders()) {
      for (String value : header) {
        head.append(header.getHeaderName()).append(": ").append(value).append("\r\n");
      }
    }
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A stream never ends before its connection does, so a request behind it has no answer. */
  private static void forgetPipelined(HttpServerConnection connection) {
    if (connection.getExtraBytes() != null) {
      connection.getExtraBytes().close();
      connection.setExtraBytes(null);
    }
  }

  private static void forget(
      StreamConnection socket, @Nullable ChannelListener<? super StreamConnection> closed) {
    if (closed != null) {
      closed.handleEvent(socket);
    }
  }

  @Override
  void listen() {
    ConduitStreamSinkChannel sink = socket.getSinkChannel();
    sink.setWriteListener(ready -> writable());
    sink.setCloseListener(null);
    socket.setCloseListener(closed -> gone());
  }

  @Override
  void watchClient() {
    ConduitStreamSourceChannel source = socket.getSourceChannel();
    source.setReadListener(this::discard);
    source.resumeReads();
  }

  @Override
  void cut() {
    IoUtils.safeClose(socket);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    ByteBuffer first = head;
    if (first == null) {
      return super.write(bytes);
    }
    int before = bytes.remaining();
    socket.getSinkChannel().write(new ByteBuffer[] {first, bytes});
    if (!first.hasRemaining()) {
      head = null;
    }
    return before - bytes.remaining();
  }
}
