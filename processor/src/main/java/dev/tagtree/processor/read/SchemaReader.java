// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.tree.Schema;
import dev.tagtree.processor.tree.Schema.Shape;
import dev.tagtree.processor.tree.Schema.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The reader of a schema file, and all that knows of its format here. */
final class SchemaReader {
  /** A schema of 10,000 leaves has 3 MB; a larger file is none, and is refused. */
  private static final long MAX_BYTES = 64L << 20;

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
    try {
      Map<?, ?> schema = (Map<?, ?>) JsonReader.read(Files.readString(file));
      if (!tree.equals(schema.get("name"))) {
        return Optional.empty();
      }
      Map<String, Shape> shapes = new LinkedHashMap<>();
      collect(schema, shapes);
      return Optional.of(new Schema(shapes));
    } catch (ClassCastException wrong) {
      throw new IOException("it is no schema", wrong);
    } catch (IllegalArgumentException noJson) {
      throw new IOException(noJson.getMessage(), noJson);
    }
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

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }
}
