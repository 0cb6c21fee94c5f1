// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.tagtree.hub.TagHub;
import dev.tagtree.undertow.StampHandler;
import dev.tagtree.undertow.TagHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The running application: the page at {@code /}, REST below {@code /api}, tags at {@code /tags},
 * with the Tag Playground at {@code /tags/playground/}.
 */
public final class TodoApp implements AutoCloseable {
  /** What the server takes of a body before anything of ours looks at it. */
  private static final long MAX_BODY_BYTES = 1 << 20;

  /** How long requests that are being answered may hold up the end, in ms; then they are cut. */
  private static final long DRAIN_MILLIS = 2_000;

  /** Loggers whose greetings nobody needs; a logger that nobody holds forgets its level. */
  private static final List<Logger> GREETERS =
      List.of(
          Logger.getLogger("io.undertow"),
          Logger.getLogger("org.xnio"),
          Logger.getLogger("org.jboss.threads"));

  static {
    GREETERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private final Node node;
  private final GracefulShutdownHandler api;
  private final Undertow server;

  private TodoApp(Node node, Options options) {
    this.node = node;
    this.api = api(node, options.aroundApi());
    this.server =
        Undertow.builder()
            .addHttpListener(options.port(), "localhost")
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
            .setHandler(
                named(
                    options.name(),
                    Handlers.path(site())
                        .addPrefixPath("/api", api)
                        .addPrefixPath("/tags", tags(node.hub()))))
            .build();
  }

  /** Says which node it was, where there are several. */
  private static HttpHandler named(String node, HttpHandler handler) {
    return node.isEmpty() ? handler : Handlers.header(handler, "Demo-Node", node);
  }

  /** With the Playground, for whoever sits at this machine. */
  private static TagHandler tags(TagHub hub) {
    return TagHandler.builder(hub)
        .playground(TagHandler::isLocal)
        .playgroundInvalidates(TagHandler::isLocal)
        .build();
  }

  /**
   * How to start.
   *
   * @param port 0 for any that is free
   * @param database the file, which is made if there is none
   * @param postgres the JDBC address of a PostgreSQL that other nodes use too, instead of the file
   * @param name of this node among others; empty if there are none
   * @param aroundApi sees each REST request first, on a worker thread: to count or to delay it
   */
  public record Options(
      int port, Path database, Optional<String> postgres, String name, HandlerWrapper aroundApi) {
    /** Alone. */
    public Options(int port, Path database, HandlerWrapper aroundApi) {
      this(port, database, Optional.empty(), "", aroundApi);
    }

    /** Alone, with nothing around the REST requests. */
    public Options(int port, Path database) {
      this(port, database, api -> api);
    }
  }

  /** {@return the application, which listens on localhost} */
  public static TodoApp start(Options options) throws CannotStartException {
    TodoApp app =
        new TodoApp(
            options.postgres().isPresent()
                ? Node.amongOthers(options.postgres().get())
                : Node.alone(options.database()),
            options);
    try {
      app.server.start();
      return app;
    } catch (RuntimeException failure) {
      app.close();
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new CannotStartException(
          "cannot listen on localhost:"
              + options.port()
              + " ("
              + cause.getMessage()
              + "); set PORT to another port",
          failure);
    }
  }

  private static GracefulShutdownHandler api(Node node, HandlerWrapper around) {
    HttpHandler api = Api.of(new TodoResource(node.database()), new NoteResource(node.database()));
    return Handlers.gracefulShutdown(
        StampHandler.of(node.hub(), new BlockingHandler(around.wrap(api))));
  }

  /** The page and what it loads, from the class path; it may load nothing from elsewhere. */
  private static HttpHandler site() {
    ResourceHandler files =
        new ResourceHandler(
            new ClassPathResourceManager(TodoApp.class.getClassLoader(), "com/example/site"),
            TodoApp::notFound);
    HttpHandler handler = Handlers.header(files, "X-Content-Type-Options", "nosniff");
    handler = Handlers.header(handler, "Cache-Control", "no-cache");
    return Handlers.header(
        handler,
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
  }

  private static void notFound(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.NOT_FOUND);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseSender().send("There is nothing here; the page is at /.\n");
  }

  /** {@return the port it listens on} */
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Lets begun requests end, so that what they commit is also told; then closes everything. */
  @Override
  public void close() {
    api.shutdown();
    try {
      api.awaitShutdown(DRAIN_MILLIS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    node.hub().close();
    server.stop();
    node.close();
  }
}
