// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.TagHub;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.xnio.Options;

/**
 * A server of its own for a hub, mounted at {@code /tags}: for applications whose own server cannot
 * hold many open streams.
 *
 * <p>It binds localhost unless told otherwise. Put a proxy, or your authentication, in front of it:
 * whoever may reach it may see every tag.
 */
public final class TagServer implements AutoCloseable {
  /** The kernel's send buffer for each client; what a client that takes nothing costs at most. */
  private static final int SEND_BUFFER_BYTES = 64 << 10;

  private final Undertow server;
  private final TagHub hub;

  private TagServer(TagHub hub, Undertow server) {
    this.hub = hub;
    this.server = server;
  }

  /**
   * {@return a server that listens on localhost}
   *
   * @param port 0 for any that is free
   * @throws IllegalStateException if the port is in use, or not allowed to this user
   * @throws IllegalArgumentException if there is no such port
   */
  public static TagServer start(TagHub hub, int port) {
    return start(hub, "localhost", port);
  }

  /**
   * {@return a server that listens on an address}
   *
   * @param host an address of this machine, or its name; {@code 0.0.0.0} for all
   * @param port 0 for any that is free
   * @throws IllegalStateException if the port is in use, or not allowed to this user
   * @throws IllegalArgumentException if there is no such port
   */
  public static TagServer start(TagHub hub, String host, int port) {
    return start(hub, host, port, Undertow.Builder::addHttpListener);
  }

  /**
   * {@return a server that browsers can open any number of tabs of: TLS, and HTTP/2 for whoever
   * speaks it}
   *
   * @param host an address of this machine, or its name; {@code 0.0.0.0} for all
   * @param port 0 for any that is free
   * @param tls holds the server's key and certificate
   * @throws IllegalStateException if the port is in use, or not allowed to this user
   * @throws IllegalArgumentException if there is no such port
   */
  public static TagServer start(TagHub hub, String host, int port, SSLContext tls) {
    Objects.requireNonNull(tls, "tls");
    return start(
        hub,
        host,
        port,
        (server, at, on) ->
            server
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .addHttpsListener(at, on, tls));
  }

  /** A way to listen. */
  private interface Listener {
    Undertow.Builder add(Undertow.Builder server, int port, String host);
  }

  private static TagServer start(TagHub hub, String host, int port, Listener listener) {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    Undertow server =
        listener
            .add(Undertow.builder(), port, host)
            .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
            .setHandler(Handlers.path().addPrefixPath("/tags", TagHandler.alone(hub)))
            .build();
    try {
      server.start();
    } catch (RuntimeException failure) {
      server.stop();
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + ": " + reason(failure), failure);
    }
    return new TagServer(hub, server);
  }

  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    boolean unknown =
        first instanceof UnknownHostException || first instanceof UnresolvedAddressException;
    return unknown ? "no such host" : String.valueOf(first.getMessage());
  }

  /** {@return the port it listens on} */
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Closes the hub, whose clients get their goodbye, then stops listening. Idempotent. */
  @Override
  public void close() {
    hub.close();
    server.stop();
  }
}
