// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical text of tags, built and taken apart. {@link TagChecker} refuses what is none, and
 * {@link TagMatch} compares; nobody else knows the grammar:
 *
 * <pre>
 * tag     = "*" / segment *( "." segment ) [ ".*" ]
 * segment = NAME [ "(" value *( "," value ) ")" ]
 * NAME    = ALPHA *( ALPHA / DIGIT / "_" )
 * value   = "*" / *( unreserved / pct )
 * </pre>
 */
final class TagText {
  static final String ROOT = "*";
  static final String BELOW = ".*";
  static final String ANY = "*";

  /** Stands for any in the patterns of leaves, where the parameter is a scope. */
  static final String SCOPE = "@";

  private TagText() {}

  /** {@return the text up to where the name of a child begins} */
  static String prefix(String group) {
    return group.substring(0, group.length() - 1);
  }

  /**
   * {@return the canonical text of one more segment below a group}
   *
   * @param signature the name, with or without the names of its parameters: {@code range(from,to)}
   * @param values the encoded values
   */
  static String append(String group, String signature, String[] values, String end) {
    int name = checkName(signature);
    int length = group.length() - 1 + name + end.length();
    for (String value : values) {
      length += value.length() + 1;
    }
    length += values.length > 0 ? 1 : 0;
    checkLength(signature, length);
    byte[] text = new byte[length];
    int at = put(signature, name, text, put(group, group.length() - 1, text, 0));
    for (int i = 0; i < values.length; i++) {
      text[at++] = (byte) (i == 0 ? '(' : ',');
      at = put(values[i], values[i].length(), text, at);
    }
    if (values.length > 0) {
      text[at++] = ')';
    }
    put(end, end.length(), text, at);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** {@return the text of a leaf with one value, up to that value} */
  static String head(String group, String signature) {
    return prefix(group) + signature.substring(0, checkName(signature)) + "(";
  }

  /**
   * {@return the text of a leaf with one value}
   *
   * @param head the text up to that value
   * @param value the encoded value
   */
  static String withValue(String head, String signature, String value) {
    checkLength(signature, head.length() + value.length() + 1);
    return head + value + ")";
  }

  private static void checkLength(String signature, int length) {
    if (length > Tag.MAX_TAG_BYTES) {
      throw new InvalidTagException(
          "with '"
              + signature.substring(0, checkName(signature))
              + "' the tag has "
              + length
              + " bytes; at most "
              + Tag.MAX_TAG_BYTES
              + " are allowed");
    }
  }

  /** Copies ASCII as bytes: half the time of a builder, which copies chars one by one. */
  @SuppressWarnings("deprecation") // the method drops what is above 0xFF, and there is nothing
  private static int put(String ascii, int length, byte[] text, int at) {
    ascii.getBytes(0, length, text, at);
    return at + length;
  }

  /** {@return where the name ends in a signature, which is checked} */
  private static int checkName(String signature) {
    int length = signature.length();
    int name = 0;
    while (name < length && isNamePart(signature.charAt(name))) {
      name++;
    }
    boolean ends = name == length || signature.charAt(name) == '(' && signature.endsWith(")");
    if (name == 0 || !isLetter(signature.charAt(0)) || !ends) {
      throw new InvalidTagException(
          "'" + signature + "' is not a name: write an ASCII letter, then letters, digits and '_'");
    }
    return name;
  }

  private static int endOfSignatureName(String signature) {
    int parameters = signature.indexOf('(');
    return parameters < 0 || !signature.endsWith(")") ? signature.length() : parameters;
  }

  /** {@return how a message names one value of a segment: by its parameter, if that is known} */
  static String parameter(String signature, int index) {
    int name = endOfSignatureName(signature);
    String member = "'" + signature.substring(0, name) + "'";
    String[] parameters =
        name < signature.length()
            ? signature.substring(name + 1, signature.length() - 1).split(",")
            : new String[0];
    return index < parameters.length
        ? "'" + parameters[index] + "' of " + member
        : "a value of " + member;
  }

  /** {@return the names without arguments} */
  static String path(String text) {
    int end = end(text);
    int open = text.indexOf('(');
    if (open < 0) {
      return text.substring(0, end);
    }
    StringBuilder path = new StringBuilder(end);
    for (int i = 0; i < end; i = nextSegment(text, i, end)) {
      int name = endOfName(text, i, end);
      path.append(path.isEmpty() ? "" : ".").append(text, i, name);
      i = name;
    }
    return path.toString();
  }

  /**
   * {@return the names, and the values with the delimiter before each: {@code byId}, {@code (1}}
   */
  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>(4);
    int end = end(text);
    int i = 0;
    while (i < end) {
      int name = endOfName(text, i, end);
      tokens.add(text.substring(i, name));
      for (i = name; isBeforeValue(text, i, end); ) {
        int value = endOfValue(text, i + 1);
        tokens.add(text.substring(i, value));
        i = value;
      }
      i = nextSegment(text, i, end);
    }
    return tokens;
  }

  /** {@return whether a token is a value} */
  static boolean isValue(String token) {
    return token.charAt(0) == '(' || token.charAt(0) == ',';
  }

  /** {@return whether a token is a value, and that is any} */
  static boolean isAny(String token) {
    return token.length() == 2 && token.charAt(1) == '*' && isValue(token);
  }

  /** {@return whether the text names one thing; a star in a value is encoded} */
  static boolean isConcrete(String text) {
    return text.indexOf('*') < 0;
  }

  /** {@return where the segments end: before the mark of a group} */
  static int end(String text) {
    int length = text.length();
    return text.charAt(length - 1) == '*' ? Math.max(0, length - 2) : length;
  }

  static int endOfName(String text, int from, int end) {
    int i = from;
    while (i < end && text.charAt(i) != '(' && text.charAt(i) != '.') {
      i++;
    }
    return i;
  }

  static int endOfValue(String text, int from) {
    int i = from;
    while (text.charAt(i) != ',' && text.charAt(i) != ')') {
      i++;
    }
    return i;
  }

  /** {@return whether a value follows, from the end of a name or of a value} */
  static boolean isBeforeValue(String text, int i, int end) {
    return i < end && text.charAt(i) != '.' && text.charAt(i) != ')';
  }

  /**
   * {@return where the name of the next segment begins, from the end of a name or inside values}
   */
  static int nextSegment(String text, int from, int end) {
    int i = from;
    if (i < end && text.charAt(i) != '.') {
      i = text.indexOf(')', i) + 1;
    }
    return i < end ? i + 1 : end;
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isNamePart(char c) {
    return isLetter(c) || c >= '0' && c <= '9' || c == '_';
  }
}
