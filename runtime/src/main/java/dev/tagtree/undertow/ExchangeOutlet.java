// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.Connection;
import dev.tagtree.hub.Outlet;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Writes one stream to its exchange, and watches for the client's end. Confined to the exchange's
 * I/O thread.
 */
final class ExchangeOutlet implements Outlet {
  /** How long an ended response may take to leave this machine. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(5);

  /** Most bytes that are read, and thrown away, before other connections have their turn. */
  private static final int READ_BYTES = 1 << 10;

  /** Most bytes in a frame of HTTP/2, unless the client allows more (RFC 9113, 4.2). */
  private static final int FRAME_BYTES = 16 << 10;

  private final HttpServerExchange exchange;
  private final IoThread thread;
  private final StreamSinkChannel channel;

  /** Null on HTTP/2, where the connection is not this stream's own. */
  private final @Nullable HttpServerConnection own;

  private final int flushes;
  private @Nullable Connection connection;
  private boolean ended;

  ExchangeOutlet(HttpServerExchange exchange) {
    this.exchange = exchange;
    this.thread = new IoThread(exchange.getIoThread());
    this.channel = exchange.getResponseChannel();
    this.own = exchange.getConnection() instanceof HttpServerConnection http1 ? http1 : null;
    this.flushes = own != null ? 1 : 2 + exchange.getConnection().getBufferSize() / FRAME_BYTES;
  }

  void open(TagHub hub, Subscription subscription) {
    liftHostLimits();
    channel.getWriteSetter().set((ChannelListener<StreamSinkChannel>) ready -> writable());
    channel.getCloseSetter().set((ChannelListener<StreamSinkChannel>) closed -> gone());
    exchange.addExchangeCompleteListener(
        (completed, next) -> {
          gone();
          next.proceed();
        });
    Connection admitted = hub.connect(subscription, this, thread);
    connection = admitted;
    if (ended) {
      admitted.closed(); // it went while nobody knew whom to tell
    } else {
      watchClient();
    }
  }

  private void liftHostLimits() {
    try {
      Duration pace = HostLimits.lift(exchange.getConnection());
      if (!pace.isZero()) {
        thread.executeAfter(() -> outlast(pace), pace);
      }
    } catch (IOException gone) {
      abort();
    }
  }

  /** Keeps a limit that cannot be lifted from being reached. */
  private void outlast(Duration pace) {
    if (!ended && own != null) {
      HostLimits.reset(own.getChannel().getSourceChannel(), channel);
      thread.executeAfter(() -> outlast(pace), pace);
    }
  }

  /**
   * Undertow suspends reads while an exchange runs, so an end would be seen by the next write only.
   * On HTTP/2 the stream's channels see it.
   */
  private void watchClient() {
    if (own != null) {
      ConduitStreamSourceChannel source = own.getChannel().getSourceChannel();
      source.getReadSetter().set((ChannelListener<ConduitStreamSourceChannel>) this::discard);
      source.resumeReads();
    }
  }

  private void discard(ConduitStreamSourceChannel source) {
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    try {
      if (source.read(bytes) < 0) {
        abort();
      }
    } catch (IOException gone) {
      abort();
    }
  }

  private void writable() {
    channel.suspendWrites();
    if (!channel.isOpen()) {
      gone();
    } else if (ended) {
      finish();
    } else if (connection != null) {
      connection.writable();
    }
  }

  /** The client, or the server, has closed; called by whatever thread did it. */
  private void gone() {
    if (thread.isCurrent()) {
      boolean early = !ended;
      ended = true;
      if (connection != null) {
        connection.closed();
      }
      if (own == null) {
        complete(early);
      }
    } else {
      try {
        thread.execute(this::gone);
      } catch (RejectedExecutionException stopped) {
        // The hub finds out by itself that the thread has ended.
      }
    }
  }

  /**
   * Tells the host that the exchange is over, which Undertow does by itself when a connection ends,
   * but not when a stream of HTTP/2 is reset: GracefulShutdownHandler would wait for ever.
   */
  private void complete(boolean early) {
    if (early) {
      IoUtils.safeClose(channel); // which may be broken, and yet open
    }
    if (!channel.isOpen() || !exchange.getConnection().isOpen()) {
      exchange.endExchange();
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  /**
   * On HTTP/2, Undertow calls it flushed when what the client's window has room for was sent, or
   * what fits into a frame, and keeps the rest until somebody flushes again.
   */
  @Override
  public boolean flush() throws IOException {
    boolean flushed = channel.flush();
    for (int i = 1; flushed && i < flushes; i++) {
      flushed = channel.flush();
    }
    return flushed;
  }

  @Override
  public void awaitWritable() {
    channel.resumeWrites();
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      thread.executeAfter(this::abort, LAST_BYTES);
      finish();
    }
  }

  private void finish() {
    try {
      channel.shutdownWrites();
      if (!channel.flush()) {
        channel.resumeWrites();
      }
    } catch (IOException gone) {
      abort();
    }
  }

  @Override
  public void abort() {
    ended = true;
    IoUtils.safeClose(own != null ? own : channel);
    gone();
  }
}
