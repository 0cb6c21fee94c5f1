// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.it.wire.EventStream;
import dev.tagtree.it.wire.Http2Stream;
import dev.tagtree.kit.Patience;
import dev.tagtree.kit.Sockets;
import dev.tagtree.undertow.TagHandler;
import dev.tagtree.undertow.TagServer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.xnio.Options;

/**
 * A hub, reached by one transport. Every host application counts its exchanges with a
 * GracefulShutdownHandler, as applications do that want to end well: a stream that ends for its
 * client but not for its host would keep them waiting. Of the server that the library brings along,
 * the kernel tells which sockets it holds.
 */
final class TransportServer implements AutoCloseable {
  /** So seldom that a test which must not see heartbeats sees none. */
  private static final Duration SILENT = Duration.ofHours(1);

  private static final int SEND_BUFFER_BYTES = 16 << 10;

  /** A server that the streams are on. */
  private interface Host {
    int port();

    /** {@return whether it holds nothing of any stream any more, soon} */
    boolean drains();

    void stop();
  }

  private final Transport transport;
  private final TagHub hub;
  private final Host host;
  private final HttpClient http2 = Http2Stream.client(LocalKeys.context());

  private TransportServer(Transport transport, TagHub hub, Host host) {
    this.transport = transport;
    this.hub = hub;
    this.host = host;
  }

  private static Host host(Transport transport, TagHub hub, Consumer<Undertow.Builder> settings) {
    GracefulShutdownHandler exchanges =
        Handlers.gracefulShutdown(
            transport.wrap(Handlers.path().addPrefixPath("/tags", TagHandler.of(hub))));
    Undertow.Builder builder =
        Undertow.builder()
            .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, transport.http2())
            .setHandler(exchanges);
    settings.accept(builder);
    if (transport.tls) {
      builder.addHttpsListener(0, "localhost", LocalKeys.context());
    } else {
      builder.addHttpListener(0, "localhost");
    }
    Undertow server = builder.build();
    server.start();
    return new Host() {
      @Override
      public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
      }

      @Override
      public boolean drains() {
        exchanges.shutdown();
        try {
          return exchanges.awaitShutdown(EventStream.PATIENCE.toMillis());
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void stop() {
        server.stop();
      }
    };
  }

  private static Host ownServer(Transport transport, TagHub hub) {
    TagServer server =
        transport.tls
            ? TagServer.start(hub, "localhost", 0, LocalKeys.context())
            : TagServer.start(hub, 0);
    return new Host() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public boolean drains() {
        return Patience.until(EventStream.PATIENCE, () -> Sockets.held(port()) == 0);
      }

      @Override
      public void stop() {
        server.close();
      }
    };
  }

  /** Serves a hub without heartbeats. */
  static TransportServer start(Transport transport) {
    return start(transport, quiet());
  }

  static TransportServer start(Transport transport, TagHub.Builder hub) {
    return start(transport, hub, transport::configure);
  }

  /** Serves a hub in a host that is set up like this. */
  static TransportServer start(
      Transport transport, TagHub.Builder hub, Consumer<Undertow.Builder> host) {
    TagHub built = hub.build();
    return new TransportServer(
        transport,
        built,
        transport.ownServer() ? ownServer(transport, built) : host(transport, built, host));
  }

  /** {@return the settings of a hub without heartbeats} */
  static TagHub.Builder quiet() {
    return TagHub.builder().heartbeat(SILENT);
  }

  TagHub hub() {
    return hub;
  }

  int port() {
    return host.port();
  }

  /** Opens an event stream; {@code query} is everything behind the question mark, as sent. */
  EventStream open(String query) {
    return open(port(), query, Map.of());
  }

  /** Opens an event stream that resumes. */
  EventStream resume(String query, String cursor) {
    return open(port(), query, Map.of("Last-Event-ID", cursor));
  }

  /** Opens an event stream through something that listens on this port. */
  EventStream open(int port, String query, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Accept-Encoding", "gzip");
    String target = "/tags/events" + (query.isEmpty() ? "" : "?" + query);
    if (!transport.http2()) {
      if (transport.version.equals("HTTP/1.0")) {
        all.put("Connection", "close");
      }
      return transport.connect(port, target, all);
    }
    String scheme = transport.tls ? "https" : "http";
    return new Http2Stream(http2, URI.create(scheme + "://localhost:" + port + target), all);
  }

  void invalidate(String tag) {
    hub.invalidate(Tag.parse(tag));
  }

  /** Waits until the hub has so many connections; fails if that takes longer. */
  void awaitConnections(int count, Duration limit) {
    Patience.until(limit, () -> hub.stats().connections() == count);
    assertEquals(count, hub.stats().connections(), "connections after " + limit);
  }

  /** {@return whether the server holds nothing of any stream any more, soon} */
  boolean drains() {
    return host.drains();
  }

  @Override
  public void close() {
    hub.close();
    host.stop();
  }
}
