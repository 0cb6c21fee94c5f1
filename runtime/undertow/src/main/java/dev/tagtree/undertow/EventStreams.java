// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.encoding.AllowedContentEncodings;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.Set;

/** Answers requests for the event stream, and hands each that is admitted to the hub. */
final class EventStreams {
  private static final HttpString ACCEL_BUFFERING = new HttpString("X-Accel-Buffering");

  private static final Set<String> ACCEPTED = Set.of("*/*", "text/*", "text/event-stream");

  private final TagHub hub;
  private final boolean alone;

  /**
   * @param alone whether nothing else of the server wants to see a stream's exchange
   */
  EventStreams(TagHub hub, boolean alone) {
    this.hub = hub;
    this.alone = alone;
  }

  void handle(HttpServerExchange exchange) {
    if (!accepts(exchange, ACCEPTED)) {
      TagHandler.answer(
          exchange, StatusCodes.NOT_ACCEPTABLE, "This is a text/event-stream; accept that.");
      return;
    }
    Subscription subscription;
    try {
      subscription = SubscriptionReader.read(exchange);
    } catch (SubscriptionReader.RefusedException refused) {
      TagHandler.answer(exchange, StatusCodes.BAD_REQUEST, refused.getMessage());
      return;
    }
    exchange.setStatusCode(StatusCodes.OK);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store, no-transform");
    exchange.getResponseHeaders().put(ACCEL_BUFFERING, "no");
    if (exchange.getAttachment(AllowedContentEncodings.ATTACHMENT_KEY) != null) {
      // EncodingHandler is in front, and leaves alone only what says its encoding itself.
      exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "identity");
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
      return;
    }
    // No length and no chunks: the stream ends with its connection, and bytes go out as they are.
    exchange.setPersistent(false);
    // Outside the handler's call, so that nothing ends the exchange when that returns.
    exchange.dispatch(exchange.getIoThread(), () -> outlet(exchange).open(hub, subscription));
  }

  private ChannelOutlet outlet(HttpServerExchange exchange) {
    return alone && exchange.getConnection() instanceof HttpServerConnection http1
        ? SocketOutlet.take(exchange, http1)
        : new ExchangeOutlet(exchange);
  }

  /** {@return whether a client accepts one of these media types} */
  static boolean accepts(HttpServerExchange exchange, Set<String> accepted) {
    String accept = String.join(",", exchange.getRequestHeaders().eachValue(Headers.ACCEPT));
    if (accept.isBlank()) {
      return true;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      boolean fits = accepted.contains(parts[0].trim());
      for (int i = 1; i < parts.length; i++) {
        fits &= !parts[i].trim().matches("q=0(\\.0*)?");
      }
      if (fits) {
        return true;
      }
    }
    return false;
  }
}
