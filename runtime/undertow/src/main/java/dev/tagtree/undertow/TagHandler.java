// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.http.LocalPermission;
import dev.tagtree.http.Request;
import dev.tagtree.http.TagEndpoint;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.function.Predicate;

/**
 * A hub's mount. Below the path it is mounted at, it serves {@code events}, the stream that
 * PROTOCOL.md describes, and {@code poll}, which says the same to clients that a proxy holds the
 * stream back from; the browser modules, {@code core.js} and {@code tanstack.js}; the generated
 * module of each tree of the hub, {@code com.example.App.js}; {@code health}, for a load balancer,
 * which is 200 or 503 and the name of the {@link dev.tagtree.hub.HubHealth}; and, where it is
 * {@linkplain Builder#playground turned on}, the Tag Playground.
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
  private final TagEndpoint<HttpServerExchange> endpoint;
  private final Carrier carrier;

  private TagHandler(TagEndpoint<HttpServerExchange> endpoint, boolean alone) {
    this.endpoint = endpoint;
    carrier = new Carrier(endpoint.hub(), alone);
  }

  /** {@return a handler for a hub; it may be mounted several times, on several servers} */
  public static TagHandler of(TagHub hub) {
    return builder(hub).build();
  }

  /** {@return a builder with the defaults, which is without the Playground} */
  public static Builder builder(TagHub hub) {
    return new Builder(TagEndpoint.builder(hub));
  }

  /** {@return a handler for a server where nothing but it sees the exchanges} */
  static TagHandler alone(TagHub hub) {
    return new TagHandler(TagEndpoint.<HttpServerExchange>builder(hub).build(), true);
  }

  /**
   * {@return whether a request comes from this machine, and was made for {@code localhost} or a
   * loopback address}
   *
   * <p>A permission for development. Behind a proxy on the same machine everybody comes from there:
   * a request that says it was forwarded is refused, but not every proxy says so.
   */
  public static boolean isLocal(HttpServerExchange exchange) {
    List<String> headers =
        exchange.getRequestHeaders().getHeaderNames().stream().map(HttpString::toString).toList();
    return LocalPermission.allows(
        exchange.getSourceAddress().getAddress(), exchange.getHostName(), headers);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    carrier.carryOut(endpoint.reply(request(exchange), exchange), exchange);
  }

  private static Request request(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    return new Request(
        exchange.getRequestMethod().toString(),
        exchange.getRelativePath(),
        exchange.getQueryString(),
        exchange.getQueryParameters()::get,
        headers::get);
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder {
    private final TagEndpoint.Builder<HttpServerExchange> endpoint;

    private Builder(TagEndpoint.Builder<HttpServerExchange> endpoint) {
      this.endpoint = endpoint;
    }

    /**
     * Turns on the Tag Playground, at {@code playground/}: a page that shows the trees, the queries
     * of this browser's open tabs, and for each refetch why it happened, back to the line that
     * invalidated. It makes the hub {@linkplain dev.tagtree.hub.Insight#keepCallSites remember its
     * callers}.
     *
     * <p>The permission is all or nothing. Whoever has it sees the latest invalidated tags with
     * their values, of all tenants, and names of classes and methods. It is asked for each request,
     * on an I/O thread, so it must not block; what it throws is the request's failure.
     *
     * @param mayRead {@link #isLocal}, or what knows your developers
     */
    public Builder playground(Predicate<? super HttpServerExchange> mayRead) {
      endpoint.playground(mayRead);
      return this;
    }

    /**
     * Lets the Playground invalidate for real; nobody may unless set. Asked as that of {@link
     * #playground} is, and useless without that. A page of another site cannot do it whoever its
     * visitor is.
     */
    public Builder playgroundInvalidates(Predicate<? super HttpServerExchange> mayInvalidate) {
      endpoint.playgroundInvalidates(mayInvalidate);
      return this;
    }

    /** {@return the handler; it may be mounted several times, on several servers} */
    public TagHandler build() {
      return new TagHandler(endpoint.build(), false);
    }
  }
}
