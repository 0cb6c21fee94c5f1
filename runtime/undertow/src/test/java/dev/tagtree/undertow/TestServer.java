// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A host's own Undertow with a hub below {@code /tags}, on loopback, on a port that is free. */
final class TestServer implements Door {
  private static final Logger UNDERTOW = Logger.getLogger("io.undertow");

  static {
    UNDERTOW.setLevel(Level.WARNING); // not every start and stop
  }

  final TagHub hub;
  private final Undertow server;

  TestServer(TagHub hub) {
    this(hub, server -> server, handler -> handler);
  }

  TestServer(TagHub hub, UnaryOperator<Undertow.Builder> setUp, UnaryOperator<HttpHandler> around) {
    this.hub = hub;
    HttpHandler handler = Handlers.path().addPrefixPath("/tags", TagHandler.of(hub));
    server =
        setUp
            .apply(
                Undertow.builder()
                    .setIoThreads(1)
                    .setWorkerThreads(2)
                    .addHttpListener(0, "127.0.0.1"))
            .setHandler(around.apply(handler))
            .build();
    server.start();
  }

  @Override
  public TagHub hub() {
    return hub;
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  void invalidate(String tag) {
    hub.invalidate(Tag.parse(tag));
  }

  void awaitConnections(int expected) {
    await(() -> hub.stats().connections() == expected, expected + " connections");
  }

  static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  void closeHub() {
    hub.close();
  }

  /** Stops the server without closing the hub, as a host that forgets to. */
  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    hub.close();
    server.stop();
  }
}
