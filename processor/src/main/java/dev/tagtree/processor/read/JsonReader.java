// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists, strings and booleans; all that a schema has. Numbers are refused.
 */
final class JsonReader {
  /** Schemas nest two deep for each of at most 16 segments; deeper text is none of ours. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * {@return the value that the text is}
   *
   * @throws IllegalArgumentException with the place, if it is none
   */
  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    if (reader.peek() != 0) {
      throw reader.wrong("the end");
    }
    return value;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("less nesting");
    }
    switch (peek()) {
      case '{':
        Map<String, Object> object = new LinkedHashMap<>();
        for (char c = open('}'); c != '}'; c = next('}')) {
          String name = string();
          expect(':');
          object.put(name, value(depth + 1));
        }
        return object;
      case '[':
        List<Object> array = new ArrayList<>();
        for (char c = open(']'); c != ']'; c = next(']')) {
          array.add(value(depth + 1));
        }
        return array;
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      default:
        throw wrong("a value");
    }
  }

  /** {@return the end of an object or array if it is empty; what follows stays} */
  private char open(char end) {
    at++;
    return peek() == end ? text.charAt(at++) : ' ';
  }

  private char next(char end) {
    char c = peek();
    if (c != ',' && c != end) {
      throw wrong("',' or '" + end + "'");
    }
    at++;
    return c;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  private Object word(String word, boolean value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw wrong("'\"'");
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0 && c != 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    }
    try {
      at += 4;
      return (char) Integer.parseInt(text, at - 4, at, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException notHex) {
      throw wrong("an escape");
    }
  }

  /** {@return the next character that is no space; 0 at the end} */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException wrong(String expected) {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    return new IllegalArgumentException("line " + line + " should have " + expected);
  }
}
