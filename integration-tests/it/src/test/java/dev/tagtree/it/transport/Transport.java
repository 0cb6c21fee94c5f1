// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import dev.tagtree.it.wire.EventStream;
import dev.tagtree.it.wire.RawConnection;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import java.util.Map;
import org.xnio.Options;

/** One way in which a stream is carried: what the client speaks, and what the host has set up. */
enum Transport {
  HTTP_1_1("HTTP/1.1", false),
  HTTP_1_0("HTTP/1.0", false),
  TLS("HTTP/1.1", true),
  HTTP_2_OVER_TLS("HTTP/2", true),

  /** The server that the library brings along. */
  OWN_SERVER("HTTP/1.1", false),

  OWN_SERVER_HTTP_1_0("HTTP/1.0", false),
  OWN_SERVER_WITH_TLS("HTTP/1.1", true),

  /** The first stream of a client is the request that was upgraded; later ones share it. */
  HTTP_2_CLEARTEXT("HTTP/2", false),

  /** Behind a handler that compresses; the client accepts that. */
  COMPRESSING_HOST("HTTP/1.1", false) {
    @Override
    HttpHandler wrap(HttpHandler tags) {
      return new EncodingHandler(
          tags,
          new ContentEncodingRepository()
              .addEncodingHandler("gzip", new GzipEncodingProvider(), 50));
    }
  },

  /** The handler is reached on a thread of the worker's pool. */
  BLOCKING_HOST("HTTP/1.1", false) {
    @Override
    HttpHandler wrap(HttpHandler tags) {
      return new BlockingHandler(tags);
    }
  },

  BLOCKING_HOST_WITH_HTTP_2("HTTP/2", true) {
    @Override
    HttpHandler wrap(HttpHandler tags) {
      return new BlockingHandler(tags);
    }
  },

  /**
   * Every limit that a host can set on idle connections, far below the time between events. HTTP/2
   * has none of its own: there the limits are those of the connection, which is not the stream's to
   * change; {@link HostLimitsIT} tells what holds.
   */
  IMPATIENT_HOST("HTTP/1.1", false) {
    @Override
    void configure(Undertow.Builder server) {
      server
          .setSocketOption(Options.READ_TIMEOUT, IMPATIENCE_MILLIS)
          .setSocketOption(Options.WRITE_TIMEOUT, IMPATIENCE_MILLIS)
          .setServerOption(UndertowOptions.IDLE_TIMEOUT, IMPATIENCE_MILLIS)
          .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IMPATIENCE_MILLIS);
    }
  },

  IMPATIENT_HOST_WITH_TLS("HTTP/1.1", true) {
    @Override
    void configure(Undertow.Builder server) {
      IMPATIENT_HOST.configure(server);
    }
  };

  /**
   * So little that a client which reads nothing is noticed soon; far less, and the kernel lets one
   * that does read wait for its probes of the window.
   */
  private static final int RECEIVE_BUFFER_BYTES = 64 << 10;

  /** Enough for a request to arrive at a busy machine. */
  static final int IMPATIENCE_MILLIS = 800;

  /** As in a request line. */
  final String version;

  final boolean tls;

  Transport(String version, boolean tls) {
    this.version = version;
    this.tls = tls;
  }

  boolean http2() {
    return version.equals("HTTP/2");
  }

  /** {@return whether there is no host, but a server that has nothing else to do} */
  boolean ownServer() {
    return name().startsWith("OWN_SERVER");
  }

  /** {@return a stream of HTTP/1.x on a connection of its own} */
  EventStream connect(int port, String target, Map<String, String> headers) {
    String[] lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .toArray(String[]::new);
    return RawConnection.open(
        port,
        RECEIVE_BUFFER_BYTES,
        tls ? LocalKeys::over : plain -> plain,
        RawConnection.request("GET " + target + " " + version, lines));
  }

  /** Sets what this host sets. */
  void configure(Undertow.Builder server) {}

  /** {@return what this host has in front of the tags} */
  HttpHandler wrap(HttpHandler tags) {
    return tags;
  }
}
