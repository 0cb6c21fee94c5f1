// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.HubHealth;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.Objects;

/**
 * Serves a hub below the path it is mounted at: {@code events}, the stream that PROTOCOL.md
 * describes; the browser modules, {@code core.js} and {@code tanstack.js}; the generated module of
 * each tree of the hub, {@code com.example.App.js}; and {@code health}, for a load balancer, which
 * is 200 or 503 and the name of the {@link HubHealth}.
 *
 * <pre>{@code
 * Handlers.path().addPrefixPath("/tags", TagHandler.of(hub))
 * }</pre>
 *
 * <p>Whoever may reach it may see every tag; put your authentication in front of it. A stream that
 * goes through {@code EncodingHandler} is not compressed. Close the hub before the server is
 * stopped or {@code GracefulShutdownHandler} waits, because a stream does not end by itself.
 *
 * <p>On HTTP/1.x a stream outlives the server's READ_TIMEOUT, WRITE_TIMEOUT and IDLE_TIMEOUT. On
 * HTTP/2 they limit the connection that it shares: set no READ_TIMEOUT there, and an IDLE_TIMEOUT
 * above the heartbeat.
 */
public final class TagHandler implements HttpHandler {
  private final TagHub hub;
  private final EventStreams streams;
  private final StaticModules modules;

  private TagHandler(TagHub hub, boolean alone) {
    this.hub = hub;
    streams = new EventStreams(hub, alone);
    modules = new StaticModules(hub.trees());
  }

  /** {@return a handler for a hub; it may be mounted several times, on several servers} */
  public static TagHandler of(TagHub hub) {
    return new TagHandler(Objects.requireNonNull(hub, "hub"), false);
  }

  /** {@return a handler for a server where nothing but it sees the exchanges} */
  static TagHandler alone(TagHub hub) {
    return new TagHandler(Objects.requireNonNull(hub, "hub"), true);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HttpString method = exchange.getRequestMethod();
    if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      answer(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed here.");
      return;
    }
    String path = exchange.getRelativePath();
    if (path.equals("/events")) {
      streams.handle(exchange);
    } else if (path.equals("/health")) {
      HubHealth health = hub.health();
      int status = health == HubHealth.LIVE ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE;
      answer(exchange, status, health.name().toLowerCase(Locale.ROOT));
    } else if (!modules.serve(exchange, path)) {
      answer(exchange, StatusCodes.NOT_FOUND, "There is nothing here. The stream is at 'events'.");
    }
  }

  /** Answers with one line that repeats nothing of the request. */
  static void answer(HttpServerExchange exchange, int status, String line) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(StaticModules.CONTENT_TYPE_OPTIONS, "nosniff");
    exchange.getResponseSender().send(line + "\n");
  }
}
