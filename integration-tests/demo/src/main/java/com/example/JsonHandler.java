// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A handler that answers with what a call returns, as JSON; if it fails, with a sentence why. */
final class JsonHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(JsonHandler.class.getName());
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Call call;

  JsonHandler(Call call) {
    this.call = call;
  }

  /** What is done for a request. */
  interface Call {
    /** {@return what to answer; null for nothing, with 204} */
    @Nullable Object answer(HttpServerExchange exchange) throws IOException, SQLException;
  }

  private record Refusal(String error) {}

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      send(exchange, call.answer(exchange));
    } catch (Problem problem) {
      refuse(exchange, problem.status(), problem.getMessage());
    } catch (RequestTooBigException tooBig) {
      exchange.setPersistent(false); // the rest of the body is not read
      refuse(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, "The body is too large.");
    } catch (IOException gone) {
      exchange.setPersistent(false);
      refuse(exchange, StatusCodes.BAD_REQUEST, "The body is not complete.");
    } catch (SQLException | RuntimeException failure) {
      if (failure instanceof SQLException sql && Database.isGone(sql)) {
        LOG.log(System.Logger.Level.WARNING, "the database cannot be reached");
        refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "The database cannot be reached now.");
      } else {
        LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
        refuse(exchange, StatusCodes.INTERNAL_SERVER_ERROR, "Something failed on the server.");
      }
    }
  }

  private static void refuse(HttpServerExchange exchange, int status, String sentence) {
    if (!exchange.isResponseStarted()) {
      exchange.setStatusCode(status);
    }
    send(exchange, new Refusal(sentence));
  }

  private static void send(HttpServerExchange exchange, @Nullable Object answer) {
    if (exchange.isResponseStarted()) {
      exchange.endExchange(); // the server has given up on the connection already
      return;
    }
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(CONTENT_TYPE_OPTIONS, "nosniff");
    if (answer == null) {
      exchange.setStatusCode(StatusCodes.NO_CONTENT);
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(MAPPER.writeValueAsBytes(answer)));
  }
}
