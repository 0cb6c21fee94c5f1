// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON body, checked as they are read; unknown ones, and the id, are not read. */
final class Fields {
  /** Largest body: the longest note with every character escaped fits. Beyond: 413. */
  private static final int MAX_BODY_BYTES = 128 << 10;

  /** Longest title, in characters as Java and JavaScript count them; a longer one is refused. */
  private static final int TITLE_LENGTH = 200;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final JsonNode body;

  private Fields(JsonNode body) {
    this.body = body;
  }

  /**
   * {@return the fields of a request's body}
   *
   * @throws Problem if it does not say that it is JSON, which no foreign page's form can do; or if
   *     it is not one JSON object
   */
  static Fields of(HttpServerExchange exchange) throws IOException {
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
    return parse(body);
  }

  /**
   * {@return the fields of a body}
   *
   * @throws Problem if it is not one JSON object
   */
  static Fields parse(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException malformed) {
      throw Problem.badRequest("The body is not valid JSON.");
    }
    if (!node.isObject()) {
      throw Problem.badRequest("The body is not a JSON object.");
    }
    return new Fields(node);
  }

  /**
   * {@return the title}
   *
   * @throws Problem if there is none
   */
  String title() {
    if (!body.has("title")) {
      throw Problem.badRequest("The field 'title' is missing.");
    }
    return title("");
  }

  /** {@return the title, or {@code otherwise} if it is absent} */
  String title(String otherwise) {
    String title = text("title", TITLE_LENGTH, otherwise);
    if (title.isBlank()) {
      throw Problem.badRequest("The field 'title' is blank.");
    }
    return title;
  }

  /** {@return a text, or {@code otherwise} if it is absent} */
  String text(String name, int length, String otherwise) {
    @Nullable JsonNode value = body.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString()) {
      throw Problem.badRequest("The field '" + name + "' is not a string.");
    }
    String text = value.stringValue();
    if (text.length() > length) {
      throw Problem.badRequest("The field '" + name + "' has more than " + length + " characters.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Problem.badRequest("The field '" + name + "' has half of a character.");
    }
    return text;
  }

  /** {@return a flag, or {@code otherwise} if it is absent} */
  boolean flag(String name, boolean otherwise) {
    @Nullable JsonNode value = body.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw Problem.badRequest("The field '" + name + "' is neither true nor false.");
    }
    return value.booleanValue();
  }
}
