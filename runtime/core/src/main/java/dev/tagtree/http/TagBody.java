// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The body with which a page invalidates one tag: {@code {"tag": "<canonical text>"}}. */
final class TagBody {
  /** Longest body: the longest tag and its field fit. */
  static final int MAX_BYTES = 2 << 10;

  private static final String FIELD = "tag";

  private TagBody() {}

  /** {@return the tag's text, whatever it is; empty unless there is that field and nothing else} */
  static Optional<String> read(byte[] body) {
    String text = new String(body, UTF_8);
    if (text.indexOf('\\') >= 0) {
      return Optional.empty(); // a canonical tag has no character that JSON escapes
    }
    try (JsonParser json = Json.parser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT
          || !FIELD.equals(json.nextName())
          || json.nextToken() != JsonToken.VALUE_STRING) {
        return Optional.empty();
      }
      String tag = json.getString();
      boolean ends = json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      return ends ? Optional.of(tag) : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }
}
