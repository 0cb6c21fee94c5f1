// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The vectors that Java and JavaScript read alike; their expectations were made by neither. */
class VectorsTest {
  @Test
  void valuesAreWrittenAsTheVectorsSay() {
    for (JsonNode vector : read("values.json")) {
      String text = vector.get("text").asString();
      Tag tag = new PlainLeaf(MiniTree.todos(), "byId", value(vector));

      assertEquals("todos.byId(" + text + ")", tag.toString());
      assertEquals(vector.get("value").asString(), Tag.key(Tag.parse(tag.toString())).get(2));
    }
  }

  @Test
  void textThatCannotBeSentIsRefused() {
    for (JsonNode vector : read("invalid-values.json")) {
      if (vector.get("type").asString().equals("String")) {
        String value = vector.get("value").asString();
        assertThrows(
            InvalidTagException.class,
            () -> new PlainLeaf(MiniTree.todos(), "byId", value),
            vector.get("why").asString());
      }
    }
  }

  @Test
  void canonicalTextIsAccepted() {
    for (JsonNode vector : read("tags.json").get("valid")) {
      String text = vector.get("text").asString();
      Tag tag = Tag.parse(text);

      assertEquals(text, tag.toString());
      assertEquals(vector.get("path").asString(), Tag.path(tag));
      assertEquals(vector.get("group").asBoolean(), tag instanceof TagGroup, text);
      List<String> key = new ArrayList<>();
      vector.get("key").forEach(part -> key.add(part.asString()));
      assertEquals(key, Tag.key(tag));
    }
  }

  @Test
  void otherTextIsRefused() {
    for (JsonNode vector : read("tags.json").get("invalid")) {
      String text = vector.get("text").asString();
      assertThrows(
          InvalidTagException.class,
          () -> Tag.parse(text),
          () -> text + ": " + vector.get("why").asString());
    }
  }

  @Test
  void pairsMatchAsTheVectorsSay() {
    for (JsonNode vector : read("overlaps.json")) {
      Tag a = Tag.parse(vector.get("a").asString());
      Tag b = Tag.parse(vector.get("b").asString());

      assertEquals(vector.get("overlaps").asBoolean(), Tag.overlaps(a, b), a + " overlaps " + b);
      assertEquals(vector.get("covers").asBoolean(), Tag.covers(a, b), a + " covers " + b);
    }
  }

  private enum Colour {
    RED,
    GREEN,
    dark_Blue
  }

  private static Object value(JsonNode vector) {
    String value = vector.get("value").asString();
    return switch (vector.get("type").asString()) {
      case "String" -> value;
      case "int" -> Integer.valueOf(value);
      case "long" -> Long.valueOf(value);
      case "short" -> Short.valueOf(value);
      case "byte" -> Byte.valueOf(value);
      case "boolean" -> Boolean.valueOf(value);
      case "BigInteger" -> new BigInteger(value);
      case "UUID" -> UUID.fromString(value);
      case "LocalDate" -> LocalDate.parse(value);
      case "enum" -> Colour.valueOf(value);
      default -> throw new AssertionError("a vector of an unknown type: " + vector);
    };
  }

  private static JsonNode read(String file) {
    try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + file)) {
      JsonNode vectors = new ObjectMapper().readTree(Objects.requireNonNull(in, file));
      assertTrue(vectors.size() > 1, file);
      return vectors;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
