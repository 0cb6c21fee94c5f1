// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.undertow.Handlers;
import io.undertow.predicate.Predicates;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.PathTemplateMatcher;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the REST interface, to be called on worker threads, because the database blocks.
 */
final class Api {
  private final RoutingHandler routes = Handlers.routing();

  /** What a path answers; told to requests with another method. */
  private final PathTemplateMatcher<String> allowed = new PathTemplateMatcher<>();

  private Api() {}

  /**
   * {@return collections at {@code GET, POST /todos} and {@code GET, PUT, DELETE /todos/1}, the
   * same of notes, and {@code GET /todos/summary}}
   */
  static HttpHandler of(TodoResource todos, NoteResource notes) {
    Api api = new Api();
    api.collection("/todos", todos);
    api.collection("/notes", notes);
    api.read("/todos/summary", exchange -> todos.summary());
    api.allowed.add("/todos/summary", "GET, HEAD");

    HttpHandler nothing = new JsonHandler(Api::nothing);
    HttpHandler wrongMethod = new JsonHandler(api::wrongMethod);
    api.routes.setFallbackHandler(nothing).setInvalidMethodHandler(wrongMethod);
    // Without these, the summary would be an item to them.
    api.routes.put("/todos/summary", wrongMethod).delete("/todos/summary", wrongMethod);
    // Routes take no notice of a slash at the end; here, one thing has one address.
    return Handlers.predicate(Predicates.suffix("/"), nothing, api.routes);
  }

  private void collection(String path, Resource<?> resource) {
    read(path, exchange -> resource.list());
    routes.post(path, new JsonHandler(exchange -> create(resource, exchange)));
    allowed.add(path, "GET, HEAD, POST");

    String item = path + "/{id}";
    read(item, exchange -> resource.get(id(exchange)));
    routes.put(
        item, new JsonHandler(exchange -> resource.update(id(exchange), Fields.of(exchange))));
    routes.delete(item, new JsonHandler(exchange -> delete(resource, exchange)));
    allowed.add(item, "GET, HEAD, PUT, DELETE");
  }

  /** HEAD is GET whose body the server leaves out. */
  private void read(String path, JsonHandler.Call call) {
    routes.get(path, new JsonHandler(call));
    routes.add(Methods.HEAD, path, new JsonHandler(call));
  }

  private static Item create(Resource<?> resource, HttpServerExchange exchange)
      throws IOException, SQLException {
    Item item = resource.create(Fields.of(exchange));
    exchange.setStatusCode(StatusCodes.CREATED);
    String place = exchange.getRequestPath() + "/" + item.id();
    exchange.getResponseHeaders().put(Headers.LOCATION, place);
    return item;
  }

  private static @Nullable Object delete(Resource<?> resource, HttpServerExchange exchange)
      throws SQLException {
    resource.delete(id(exchange));
    return null;
  }

  /** {@return the number that an id stands for; one id has one text, so "01" is nobody's} */
  private static long id(HttpServerExchange exchange) {
    String text =
        exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get("id");
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Problem.notFound();
    }
    return Long.parseLong(text);
  }

  private static Object nothing(HttpServerExchange exchange) {
    throw Problem.notFound();
  }

  private Object wrongMethod(HttpServerExchange exchange) {
    String methods = allowed.match(exchange.getRelativePath()).getValue();
    exchange.getResponseHeaders().put(Headers.ALLOW, methods);
    throw new Problem(StatusCodes.METHOD_NOT_ALLOWED, "This method is not possible here.");
  }
}
