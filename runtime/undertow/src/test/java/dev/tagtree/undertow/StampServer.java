// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.HeldLog;
import dev.tagtree.log.MemoryLog;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server whose API gives stamps, with a log that its node can be kept from reading. */
final class StampServer implements AutoCloseable {
  final HeldLog log = new HeldLog(MemoryLog.create());
  final TagHub hub = TagHub.builder().log(log).coalesce(Duration.ZERO).build();
  private Undertow server;

  /** Serves an API behind a stamp handler. */
  void serve(HttpHandler api) {
    serveAsIs(StampHandler.of(hub, api));
  }

  /** Serves an API, instead of what was served before. */
  void serveAsIs(HttpHandler root) {
    stop();
    server =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(2)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(root)
            .build();
    server.start();
  }

  private void stop() {
    if (server != null) {
      server.stop();
    }
  }

  RawClient ask(String... headers) throws Exception {
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    RawClient client = new RawClient(port);
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "Connection: close";
    client.send("GET /api HTTP/1.1", all);
    return client;
  }

  /** {@return the whole response} */
  String get(String... headers) throws Exception {
    try (RawClient client = ask(headers)) {
      return client.awaitEnd();
    }
  }

  static Optional<String> stamp(String response) {
    return header(response, "TagTree-Cursor");
  }

  static Optional<String> invalidated(String response) {
    return header(response, "TagTree-Invalidated");
  }

  private static Optional<String> header(String response, String name) {
    return response
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst();
  }

  void invalidate(String... tags) {
    hub.invalidate(List.of(tags).stream().map(Tag::parse).toList());
  }

  void awaitServed(Cursor cursor) {
    assertTrue(hub.whenServed(cursor, Duration.ofSeconds(10)).join());
  }

  @Override
  public void close() {
    stop();
    hub.close();
  }
}
