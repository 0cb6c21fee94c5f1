// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.SameThreadExecutor;
import java.util.function.Function;

/** The place where a handler does its work. */
enum Place {
  IO(api -> api),
  BLOCKING(BlockingHandler::new),
  DISPATCHED_TWICE(api -> exchange -> exchange.dispatch(new Again(api))),
  SAME_THREAD(
      api -> exchange -> exchange.dispatch(SameThreadExecutor.INSTANCE, task(api, exchange))),
  TASK(api -> exchange -> exchange.dispatch(task(api, exchange)));

  private record Again(HttpHandler api) implements HttpHandler {
    @Override
    public void handleRequest(HttpServerExchange exchange) {
      exchange.dispatch(api);
    }
  }

  final Function<HttpHandler, HttpHandler> around;

  Place(Function<HttpHandler, HttpHandler> around) {
    this.around = around;
  }

  private static Runnable task(HttpHandler api, HttpServerExchange exchange) {
    return () -> {
      try {
        api.handleRequest(exchange);
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    };
  }
}
