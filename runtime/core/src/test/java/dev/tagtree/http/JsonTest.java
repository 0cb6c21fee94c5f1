// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** JSON of names that may have any character, as those of other JVM languages. */
class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\"quoted\\\"",
        "line\nof\u0000\u001f\u007f\u2028",
        "\u00e9\uffff",
        "\uD83D\uDE00"
      })
  void anyTextIsReadAsItWas(String text) {
    byte[] bytes =
        Json.object(
            json -> {
              Json.map(json, "names", Map.of(text, text), JsonGenerator::writeString);
              json.writeStringProperty("text", text);
            });
    assertEquals(
        Map.of("names", Map.of(text, text), "text", text),
        new JsonMapper().readValue(new String(bytes, UTF_8), Map.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE00"})
  void halfACharacterIsEscapedAsScriptsCanReadIt(String half) {
    byte[] bytes = Json.object(json -> json.writeStringProperty("a" + half, half + "b"));
    String escaped = String.format("\\u%04X", (int) half.charAt(0));
    assertEquals("{\"a" + escaped + "\":\"" + escaped + "b\"}", new String(bytes, UTF_8));
  }
}
