// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.kit.Patience;
import dev.tagtree.undertow.TagHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub and a page that writes down what its stream says; knows when streams were asked for. */
final class StreamServer implements AutoCloseable {
  /** A page cannot prove what it read around the start of a server. */
  private static final Duration AGE = Duration.ofSeconds(3);

  private static final String PAGE =
      """
      <!doctype html>
      <title>tab</title>
      <script type="module">
        import { connect } from "/tags/core.js";
        const Native = EventSource;
        window.EventSource = function (url) { return window.source = new Native(url); };
        window.heard = [];
        window.resyncs = 0;
        const key = new URLSearchParams(location.search).get("key") ?? undefined;
        window.stream = connect({ url: "/tags/events", key });
        stream.listen(({ type, from }) => {
          if (type === "invalidate") heard.push(from);
          if (type === "resync") resyncs++;
        });
      </script>
      """;

  private final List<Long> asked = new CopyOnWriteArrayList<>();
  private final TagHub hub = TagHub.builder().heartbeat(Duration.ofSeconds(2)).build();
  private final Undertow server;
  private volatile int status = StatusCodes.OK;
  private int published;

  private StreamServer() {
    HttpHandler tags = TagHandler.of(hub);
    HttpHandler watched =
        exchange -> {
          if (exchange.getRelativePath().equals("/events")) {
            asked.add(System.nanoTime());
          }
          if (exchange.getRelativePath().equals("/events") && status != StatusCodes.OK) {
            exchange.setStatusCode(status);
          } else {
            tags.handleRequest(exchange);
          }
        };
    HttpHandler page =
        exchange -> {
          exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
          exchange.getResponseSender().send(PAGE);
        };
    HttpHandler paths = Handlers.path(page).addPrefixPath("/tags", watched);
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(
                exchange -> {
                  exchange.setPersistent(false); // the end of a response is that of its connection
                  paths.handleRequest(exchange);
                })
            .build();
  }

  static StreamServer start() {
    StreamServer started = new StreamServer();
    started.server.start();
    Patience.pause(AGE);
    return started;
  }

  String url() {
    return "http://localhost:" + port() + "/";
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** {@return how many polls were answered} */
  long polls() {
    return hub.stats().polls();
  }

  /** Invalidates so many rows more, with a pause after each, and {@return their tags} */
  List<String> publish(int count, int pauseMillis) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Tag row = Tag.parse("rows.byId(" + published++ + ")");
      hub.invalidate(row);
      rows.add(row.toString());
      Patience.pause(Duration.ofMillis(pauseMillis));
    }
    return rows;
  }

  int connections() {
    return hub.stats().connections();
  }

  /** Answers requests for a stream with a status and nothing else; 200 ends that. */
  void answer(int status) {
    this.status = status;
  }

  /** {@return how often a stream was asked for} */
  int asked() {
    return asked.size();
  }

  /** {@return when the latest stream was asked for, on the clock of {@link System#nanoTime}} */
  long lastAsked() {
    return asked.get(asked.size() - 1);
  }

  @Override
  public void close() {
    hub.close();
    server.stop();
  }
}
