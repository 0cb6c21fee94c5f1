// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check.baseline;

import dev.tagtree.processor.check.baseline.Schema.Shape;
import dev.tagtree.processor.check.baseline.Schema.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** The reader of a schema file, and all that knows of its format here. */
final class SchemaReader {
  /** A schema of 10,000 leaves has 3 MB; a larger file is none, and is refused. */
  private static final long MAX_BYTES = 64L << 20;

  /** Schemas nest two deep for each of at most 16 segments; deeper text is none of ours. */
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private SchemaReader() {}

  /**
   * {@return what a file says of a tree; empty if it is the schema of another one}
   *
   * @throws IOException with the reason, if it cannot be read or is no schema
   */
  static Optional<Schema> read(Path file, String tree) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), Files.readString(file))) {
      Map<?, ?> schema = (Map<?, ?>) document(json);
      if (!tree.equals(schema.get("name"))) {
        return Optional.empty();
      }
      Map<String, Shape> shapes = new LinkedHashMap<>();
      collect(schema, shapes);
      return Optional.of(new Schema(shapes));
    } catch (ClassCastException wrong) {
      throw new IOException("it is no schema", wrong);
    } catch (JacksonException noJson) {
      throw new IOException(reason(noJson), noJson);
    }
  }

  private static String reason(JacksonException noJson) {
    if (noJson instanceof StreamConstraintsException) {
      return "it has deeper nesting or longer names than any schema";
    }
    String message = noJson.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    return "line " + noJson.getLocation().getLineNr() + ": " + message;
  }

  private static Object document(JsonParser json) {
    if (json.nextToken() == null) {
      throw new StreamReadException(json, "There is nothing");
    }
    Object value = value(json);
    if (json.nextToken() != null) {
      throw new StreamReadException(json, "There is more than one value");
    }
    return value;
  }

  /** {@return maps, lists, strings and booleans; all that a schema has} */
  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      default -> throw new StreamReadException(json, json.getString() + " is no part of a schema");
    };
  }

  private static Map<String, Object> object(JsonParser json) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      object.put(name, value(json));
    }
    return object;
  }

  private static List<Object> array(JsonParser json) {
    List<Object> array = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(json));
    }
    return array;
  }

  private static void collect(Map<?, ?> group, Map<String, Shape> shapes) {
    for (Object each : list(group.get("members"))) {
      Map<?, ?> member = (Map<?, ?>) each;
      List<Value> values =
          list(member.get("parameters")).stream().map(param -> value((Map<?, ?>) param)).toList();
      String path = (String) Objects.requireNonNullElse(member.get("path"), "");
      shapes.put(path, new Shape("leaf".equals(member.get("kind")), values));
      collect(member, shapes);
    }
  }

  private static Value value(Map<?, ?> param) {
    Set<String> constants = new LinkedHashSet<>();
    list(param.get("constants")).forEach(constant -> constants.add(String.valueOf(constant)));
    return new Value(
        String.valueOf(param.get("type")), Boolean.TRUE.equals(param.get("scope")), constants);
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }
}
