// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.HubHealth;
import dev.tagtree.hub.TagHub;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves a hub below the path it is mounted at: {@code events}, the stream that PROTOCOL.md
 * describes, and {@code poll}, which says the same to clients that a proxy holds the stream back
 * from; the browser modules, {@code core.js} and {@code tanstack.js}; the generated module of each
 * tree of the hub, {@code com.example.App.js}; {@code health}, for a load balancer, which is 200 or
 * 503 and the name of the {@link HubHealth}; and, where it is {@linkplain Builder#playground turned
 * on}, the Tag Playground.
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
  private static final Pattern LOCAL =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final TagHub hub;
  private final EventStreams streams;
  private final Polling polling;
  private final StaticModules modules;
  private final @Nullable Playground playground;

  private TagHandler(TagHub hub, boolean alone, @Nullable Playground playground) {
    this.hub = hub;
    this.playground = playground;
    streams = new EventStreams(hub, alone);
    polling = new Polling(hub);
    modules = new StaticModules(hub.trees());
  }

  /** {@return a handler for a hub; it may be mounted several times, on several servers} */
  public static TagHandler of(TagHub hub) {
    return builder(hub).build();
  }

  /** {@return a builder with the defaults, which is without the Playground} */
  public static Builder builder(TagHub hub) {
    return new Builder(Objects.requireNonNull(hub, "hub"));
  }

  /** {@return a handler for a server where nothing but it sees the exchanges} */
  static TagHandler alone(TagHub hub) {
    return new TagHandler(Objects.requireNonNull(hub, "hub"), true, null);
  }

  /**
   * {@return whether a request comes from this machine, and was made for {@code localhost} or a
   * loopback address}
   *
   * <p>A permission for development. Behind a proxy on the same machine everybody comes from there:
   * a request that says it was forwarded is refused, but not every proxy says so.
   */
  public static boolean isLocal(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    HeaderMap headers = exchange.getRequestHeaders();
    return peer.getAddress() != null
        && peer.getAddress().isLoopbackAddress()
        && LOCAL.matcher(exchange.getHostName()).matches()
        && FORWARDED.stream().noneMatch(headers::contains);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (playground != null && Playground.owns(exchange.getRelativePath())) {
      playground.handle(exchange);
      return;
    }
    HttpString method = exchange.getRequestMethod();
    if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      answer(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed here.");
      return;
    }
    String path = exchange.getRelativePath();
    if (path.equals("/events")) {
      streams.handle(exchange);
    } else if (path.equals("/poll")) {
      polling.handle(exchange);
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

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder {
    private final TagHub hub;
    private @Nullable Predicate<? super HttpServerExchange> mayRead;
    private Predicate<? super HttpServerExchange> mayInvalidate = exchange -> false;

    private Builder(TagHub hub) {
      this.hub = hub;
    }

    /**
     * Turns on the Tag Playground, at {@code playground/}: a page that shows the trees, the queries
     * of this browser's open tabs, and for each refetch why it happened, back to the line that
     * invalidated. It makes the hub {@linkplain dev.tagtree.hub.Insight#keepLabels remember its
     * callers}.
     *
     * <p>The permission is all or nothing. Whoever has it sees the latest invalidated tags with
     * their values, of all tenants, and names of classes and methods. It is asked for each request,
     * on an I/O thread, so it must not block; what it throws is the request's failure.
     *
     * @param mayRead {@link #isLocal}, or what knows your developers
     */
    public Builder playground(Predicate<? super HttpServerExchange> mayRead) {
      this.mayRead = Objects.requireNonNull(mayRead, "mayRead");
      return this;
    }

    /**
     * Lets the Playground invalidate for real; nobody may unless set. Asked as that of {@link
     * #playground} is, and useless without that. A page of another site cannot do it whoever its
     * visitor is.
     */
    public Builder playgroundInvalidates(Predicate<? super HttpServerExchange> mayInvalidate) {
      this.mayInvalidate = Objects.requireNonNull(mayInvalidate, "mayInvalidate");
      return this;
    }

    /** {@return the handler; it may be mounted several times, on several servers} */
    public TagHandler build() {
      return new TagHandler(
          hub, false, mayRead == null ? null : new Playground(hub, mayRead, mayInvalidate));
    }
  }
}
