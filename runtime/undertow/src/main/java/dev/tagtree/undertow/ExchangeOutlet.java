// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A stream that is the response of an exchange: whatever the host has put in front of it stays, and
 * sees the exchange end when the stream does.
 */
final class ExchangeOutlet extends ChannelOutlet {
  /** Most bytes in a frame of HTTP/2, unless the client allows more (RFC 9113, 4.2). */
  private static final int FRAME_BYTES = 16 << 10;

  private final HttpServerExchange exchange;
  private final StreamSinkChannel channel;

  /** Null on HTTP/2, where the connection is not this stream's own. */
  private final @Nullable HttpServerConnection own;

  private final int flushes;

  ExchangeOutlet(HttpServerExchange exchange) {
    this(exchange, exchange.getResponseChannel());
  }

  private ExchangeOutlet(HttpServerExchange exchange, StreamSinkChannel channel) {
    super(channel);
    this.exchange = exchange;
    this.channel = channel;
    this.own = exchange.getConnection() instanceof HttpServerConnection http1 ? http1 : null;
    this.flushes = own != null ? 1 : 2 + exchange.getConnection().getBufferSize() / FRAME_BYTES;
  }

  @Override
  void listen() {
    liftHostLimits();
    channel.getWriteSetter().set((ChannelListener<StreamSinkChannel>) ready -> writable());
    channel.getCloseSetter().set((ChannelListener<StreamSinkChannel>) closed -> gone());
    exchange.addExchangeCompleteListener(
        (completed, next) -> {
          gone();
          next.proceed();
        });
  }

  private void liftHostLimits() {
    try {
      Duration pace = HostLimits.lift(exchange.getConnection());
      if (!pace.isZero()) {
        thread().executeAfter(() -> outlast(pace), pace);
      }
    } catch (IOException gone) {
      abort();
    }
  }

  /** Keeps a limit that cannot be lifted from being reached. */
  private void outlast(Duration pace) {
    if (!hasEnded() && own != null) {
      HostLimits.reset(own.getChannel().getSourceChannel(), channel);
      thread().executeAfter(() -> outlast(pace), pace);
    }
  }

  /**
   * Undertow suspends reads while an exchange runs, so an end would be seen by the next write only.
   * On HTTP/2 the stream's channels see it.
   */
  @Override
  void watchClient() {
    if (own != null) {
      ConduitStreamSourceChannel source = own.getChannel().getSourceChannel();
      source.getReadSetter().set((ChannelListener<ConduitStreamSourceChannel>) this::discard);
      source.resumeReads();
    }
  }

  /**
   * Tells the host that the exchange is over, which Undertow does by itself when a connection ends,
   * but not when a stream of HTTP/2 is reset: GracefulShutdownHandler would wait for ever.
   */
  @Override
  void over(boolean early) {
    if (own != null) {
      return;
    }
    if (early) {
      IoUtils.safeClose(channel); // which may be broken, and yet open
    }
    if (!channel.isOpen() || !exchange.getConnection().isOpen()) {
      exchange.endExchange();
    }
  }

  /**
   * On HTTP/2, Undertow calls it flushed when what the client's window has room for was sent, or
   * what fits into a frame, and keeps the rest until somebody flushes again.
   */
  @Override
  public boolean flush() throws IOException {
    boolean flushed = super.flush();
    for (int i = 1; flushed && i < flushes; i++) {
      flushed = super.flush();
    }
    return flushed;
  }

  @Override
  void cut() {
    IoUtils.safeClose(own != null ? own : channel);
  }
}
