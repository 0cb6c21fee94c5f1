// SPDX-License-Identifier: Apache-2.0
package com.example;

import static java.util.stream.Collectors.joining;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * REST over collections: {@code GET, POST /todos} and {@code GET, PUT, DELETE /todos/1}. Runs on
 * worker threads, because the database blocks.
 *
 * <p>Bodies have to say that they are JSON, which no foreign page's form can do.
 */
final class Api implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Api.class.getName());
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");

  /** Largest body: the longest note with every character escaped fits. Beyond: 413. */
  private static final int MAX_BODY_BYTES = 128 << 10;

  private final JsonMapper mapper = new JsonMapper();
  private final Map<String, Resource> resources;

  Api(Map<String, Resource> resources) {
    this.resources = Map.copyOf(resources);
  }

  private record Answer(int status, @Nullable Object body) {
    static Answer ok(Object body) {
      return new Answer(StatusCodes.OK, body);
    }
  }

  private record Refusal(String error) {}

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Answer answer;
    try {
      answer = answer(exchange);
    } catch (Problem problem) {
      answer = new Answer(problem.status(), new Refusal(problem.getMessage()));
    } catch (RequestTooBigException tooBig) {
      exchange.setPersistent(false); // the rest of the body is not read
      answer =
          new Answer(StatusCodes.REQUEST_ENTITY_TOO_LARGE, new Refusal("The body is too large."));
    } catch (IOException gone) {
      exchange.setPersistent(false);
      answer = new Answer(StatusCodes.BAD_REQUEST, new Refusal("The body is not complete."));
    } catch (SQLException | RuntimeException failure) {
      answer = failed(failure);
    }
    send(exchange, answer);
  }

  private static Answer failed(Exception failure) {
    if (failure instanceof SQLException sql && Database.isGone(sql)) {
      LOG.log(System.Logger.Level.WARNING, "the database cannot be reached");
      return new Answer(
          StatusCodes.SERVICE_UNAVAILABLE, new Refusal("The database cannot be reached now."));
    }
    LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
    return new Answer(
        StatusCodes.INTERNAL_SERVER_ERROR, new Refusal("Something failed on the server."));
  }

  private Answer answer(HttpServerExchange exchange) throws IOException, SQLException {
    // "/todos/1" → "", "todos", "1"
    String[] path = exchange.getRelativePath().split("/", -1);
    Resource resource = path.length < 2 ? null : resources.get(path[1]);
    if (resource == null || path.length > 3) {
      throw Problem.notFound();
    }
    if (path.length == 2) {
      return collection(exchange, resource);
    }
    Optional<Object> view = resource.view(path[2]);
    if (view.isPresent()) {
      allow(exchange, Methods.GET, Methods.HEAD);
      return Answer.ok(view.get());
    }
    return item(exchange, resource, id(path[2]));
  }

  private Answer collection(HttpServerExchange exchange, Resource resource)
      throws IOException, SQLException {
    allow(exchange, Methods.GET, Methods.HEAD, Methods.POST);
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      return Answer.ok(resource.list());
    }
    Item item = resource.create(fields(exchange));
    exchange
        .getResponseHeaders()
        .put(Headers.LOCATION, exchange.getRequestPath() + "/" + item.id());
    return new Answer(StatusCodes.CREATED, item);
  }

  private Answer item(HttpServerExchange exchange, Resource resource, long id)
      throws IOException, SQLException {
    allow(exchange, Methods.GET, Methods.HEAD, Methods.PUT, Methods.DELETE);
    if (exchange.getRequestMethod().equals(Methods.PUT)) {
      return Answer.ok(resource.update(id, fields(exchange)));
    }
    if (exchange.getRequestMethod().equals(Methods.DELETE)) {
      resource.delete(id);
      return new Answer(StatusCodes.NO_CONTENT, null);
    }
    return Answer.ok(resource.get(id));
  }

  private static void allow(HttpServerExchange exchange, HttpString... methods) {
    for (HttpString method : methods) {
      if (method.equals(exchange.getRequestMethod())) {
        return;
      }
    }
    String allowed = Stream.of(methods).map(HttpString::toString).collect(joining(", "));
    exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
    throw new Problem(StatusCodes.METHOD_NOT_ALLOWED, "This method is not possible here.");
  }

  /** {@return the number that an id stands for; one id has one text, so "01" is nobody's} */
  private static long id(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Problem.notFound();
    }
    return Long.parseLong(text);
  }

  private Fields fields(HttpServerExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw new Problem(
          StatusCodes.UNSUPPORTED_MEDIA_TYPE, "The Content-Type has to be application/json.");
    }
    byte[] body = exchange.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new RequestTooBigException();
    }
    return Fields.parse(mapper, body);
  }

  private void send(HttpServerExchange exchange, Answer answer) {
    if (exchange.isResponseStarted()) {
      exchange.endExchange(); // the server has given up on the connection already
      return;
    }
    exchange.setStatusCode(answer.status());
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(CONTENT_TYPE_OPTIONS, "nosniff");
    if (answer.body() == null) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(mapper.writeValueAsBytes(answer.body())));
  }
}
