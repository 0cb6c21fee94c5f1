// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** The one way to write JSON here, and to read it. */
final class Json {
  /** Most levels of objects and arrays that are read: nothing here has more than one. */
  private static final int MAX_DEPTH = 2;

  private static final TokenStreamFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(TagBody.MAX_BYTES)
                  .maxStringLength(TagBody.MAX_BYTES)
                  .maxNameLength(TagBody.MAX_BYTES)
                  .build())
          .build();

  private Json() {}

  /** {@return one object, encoded in UTF-8} */
  static byte[] object(Consumer<JsonGenerator> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Writes an object that is a field of another, each of its values by one call. */
  static <V> void map(
      JsonGenerator json, String name, Map<String, V> fields, BiConsumer<JsonGenerator, V> value) {
    json.writeObjectPropertyStart(name);
    fields.forEach(
        (key, each) -> {
          json.writeName(key);
          value.accept(json, each);
        });
    json.writeEndObject();
  }

  /** {@return a reader that refuses what is longer or deeper than anything that is asked here} */
  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }
}
