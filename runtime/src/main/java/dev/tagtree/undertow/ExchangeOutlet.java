// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.Connection;
import dev.tagtree.hub.Outlet;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.Option;
import org.xnio.Options;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Writes one stream to its exchange, and watches for the client's end. Confined to the exchange's
 * I/O thread.
 */
final class ExchangeOutlet implements Outlet {
  /** How long an ended response may take to leave this machine. */
  private static final long LAST_BYTES_SECONDS = 5;

  /** Most bytes that are read, and thrown away, before other connections have their turn. */
  private static final int READ_BYTES = 1 << 10;

  private final HttpServerExchange exchange;
  private final StreamSinkChannel channel;
  private @Nullable Connection connection;
  private boolean ended;

  ExchangeOutlet(HttpServerExchange exchange) {
    this.exchange = exchange;
    this.channel = exchange.getResponseChannel();
  }

  void open(TagHub hub, Subscription subscription) {
    // The host's limits are for requests that end; the hub has limits of its own.
    lift(Options.READ_TIMEOUT);
    lift(Options.WRITE_TIMEOUT);
    channel.getWriteSetter().set((ChannelListener<StreamSinkChannel>) ready -> writable());
    channel.getCloseSetter().set((ChannelListener<StreamSinkChannel>) closed -> gone());
    exchange.addExchangeCompleteListener(
        (completed, next) -> {
          gone();
          next.proceed();
        });
    IoThread thread = new IoThread(exchange.getIoThread());
    connection = hub.connect(subscription, this, thread);
    watchClient();
  }

  private void lift(Option<Integer> limit) {
    ServerConnection server = exchange.getConnection();
    try {
      if (server.supportsOption(limit)) {
        server.setOption(limit, 0);
      }
    } catch (IOException gone) {
      abort();
    }
  }

  /**
   * Undertow suspends reads while an exchange runs, so an end would be seen by the next write only.
   * On HTTP/2 the stream's channels see it.
   */
  private void watchClient() {
    if (exchange.getConnection() instanceof HttpServerConnection server && !ended) {
      ConduitStreamSourceChannel source = server.getChannel().getSourceChannel();
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

  private void gone() {
    ended = true;
    if (connection != null) {
      connection.closed();
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public boolean flush() throws IOException {
    return channel.flush();
  }

  @Override
  public void awaitWritable() {
    channel.resumeWrites();
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      exchange.getIoThread().executeAfter(this::abort, LAST_BYTES_SECONDS, TimeUnit.SECONDS);
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
    IoUtils.safeClose(exchange.getConnection());
    gone();
  }
}
