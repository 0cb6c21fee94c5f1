// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tagtree.http.Answer;
import dev.tagtree.http.Reply;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.encoding.AllowedContentEncodings;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/**
 * The hands of the door, which do on an exchange what the endpoint says. Answers and streams are
 * begun on whatever thread; what may block runs on a worker.
 */
final class Carrier {
  /** The names of all headers that there are; an idle stream keeps none of its own. */
  private static final Map<String, HttpString> NAMES = new ConcurrentHashMap<>();

  private final TagHub hub;
  private final boolean alone;

  /**
   * @param alone whether nothing else of the server wants to see a stream's exchange
   */
  Carrier(TagHub hub, boolean alone) {
    this.hub = hub;
    this.alone = alone;
  }

  void carryOut(Reply reply, HttpServerExchange exchange) {
    if (reply instanceof Answer answer) {
      answer(exchange, answer);
    } else if (reply instanceof Reply.Stream stream) {
      open(exchange, stream);
    } else if (reply instanceof Reply.Later later) {
      wait(exchange, later);
    } else {
      Reply.Upload upload = (Reply.Upload) reply;
      exchange.dispatch((HttpHandler) worker -> read(worker, upload));
    }
  }

  private static void answer(HttpServerExchange exchange, Answer answer) {
    begin(exchange, answer.status(), answer.headers());
    if (answer.body().length == 0) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
    }
  }

  private static void begin(HttpServerExchange exchange, int status, Map<String, String> headers) {
    exchange.setStatusCode(status);
    headers.forEach((name, value) -> exchange.getResponseHeaders().put(named(name), value));
    boolean asItIs = headers.getOrDefault("Cache-Control", "").contains("no-transform");
    if (asItIs && exchange.getAttachment(AllowedContentEncodings.ATTACHMENT_KEY) != null) {
      // EncodingHandler is in front, and leaves alone only what says its encoding itself.
      exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "identity");
    }
  }

  private static HttpString named(String name) {
    return NAMES.computeIfAbsent(name, HttpString::tryFromString);
  }

  private void open(HttpServerExchange exchange, Reply.Stream stream) {
    begin(exchange, StatusCodes.OK, stream.headers());
    // No length and no chunks: the stream ends with its connection, and bytes go out as they are.
    exchange.setPersistent(false);
    // Outside the handler's call, so that nothing ends the exchange when that returns.
    exchange.dispatch(
        exchange.getIoThread(), () -> outlet(exchange).open(hub, stream.subscription()));
  }

  private ChannelOutlet outlet(HttpServerExchange exchange) {
    return alone && exchange.getConnection() instanceof HttpServerConnection http1
        ? SocketOutlet.take(exchange, http1)
        : new ExchangeOutlet(exchange);
  }

  private void wait(HttpServerExchange exchange, Reply.Later later) {
    HttpHandler work = worker -> carryOut(later.work().get(), worker);
    long millis = later.delay().toMillis();
    if (millis == 0) {
      exchange.dispatch(work);
    } else {
      // Outside the handler's call, so that nothing ends the exchange when that returns.
      XnioIoThread thread = exchange.getIoThread();
      exchange.dispatch(
          thread, () -> thread.executeAfter(() -> exchange.dispatch(work), millis, MILLISECONDS));
    }
  }

  private void read(HttpServerExchange exchange, Reply.Upload upload) {
    byte[] body;
    exchange.startBlocking();
    try (InputStream in = exchange.getInputStream()) {
      body = in.readNBytes(upload.maxBytes() + 1);
    } catch (IOException gone) {
      exchange.setPersistent(false);
      answer(exchange, upload.incomplete());
      return;
    }
    if (body.length > upload.maxBytes()) {
      exchange.setPersistent(false); // who sends so much is not asked again
    }
    carryOut(upload.work().apply(body), exchange);
  }
}
