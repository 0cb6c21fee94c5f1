// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.Set;
import org.xnio.XnioIoThread;

/** Answers clients that something between holds the stream back from; on a worker thread. */
final class Polling {
  private static final Set<String> ACCEPTED = Set.of("*/*", "application/*", "application/json");

  private final TagHub hub;

  Polling(TagHub hub) {
    this.hub = hub;
  }

  void handle(HttpServerExchange exchange) {
    if (!EventStreams.accepts(exchange, ACCEPTED)) {
      TagHandler.answer(
          exchange, StatusCodes.NOT_ACCEPTABLE, "This is application/json; accept that.");
      return;
    }
    Subscription subscription;
    try {
      subscription = SubscriptionReader.read(exchange);
    } catch (SubscriptionReader.RefusedException refused) {
      TagHandler.answer(exchange, StatusCodes.BAD_REQUEST, refused.getMessage());
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(StaticModules.CONTENT_TYPE_OPTIONS, "nosniff");
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
      return;
    }
    long millis = hub.pollDelay(subscription).toMillis();
    HttpHandler answer = worker -> send(worker, subscription);
    if (millis == 0) {
      exchange.dispatch(answer);
    } else {
      // Outside the handler's call, so that nothing ends the exchange when that returns.
      XnioIoThread thread = exchange.getIoThread();
      exchange.dispatch(
          thread, () -> thread.executeAfter(() -> exchange.dispatch(answer), millis, MILLISECONDS));
    }
  }

  private void send(HttpServerExchange exchange, Subscription subscription) {
    exchange.getResponseSender().send(ByteBuffer.wrap(hub.poll(subscription)));
  }
}
