// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The reader of text from outside: once, from left to right, refusing what is not canonical with
 * its place and the rule.
 */
final class TagChecker {
  /** Canonical text, with what its limits count. */
  record Checked(String text, int segments, int values, boolean group) {}

  private final String text;
  private int at;
  private int segments;
  private int values;

  private TagChecker(String text) {
    this.text = text;
  }

  /**
   * {@return the text with its counts, if it is canonical}
   *
   * @throws InvalidTagException with the place and the rule that is broken
   */
  static Checked check(String text) {
    if (text.length() > Tag.MAX_TAG_BYTES) {
      throw new InvalidTagException(
          "the tag has "
              + text.length()
              + " characters; at most "
              + Tag.MAX_TAG_BYTES
              + " are allowed");
    }
    return text.equals(TagText.ROOT) ? new Checked(text, 0, 0, true) : new TagChecker(text).tag();
  }

  /** {@return the text of a leaf with its counts} */
  static Checked checkLeaf(String text) {
    Checked checked = check(text);
    if (checked.group()) {
      throw new InvalidTagException("'" + text + "' is a group, not a leaf");
    }
    return checked;
  }

  private Checked tag() {
    boolean group = false;
    do {
      group = segments > 0 && at == text.length() - 1 && text.charAt(at) == '*';
      if (group) {
        at++;
      } else {
        segment();
      }
    } while (!group && accept('.'));
    if (at < text.length()) {
      throw refuse("expected '.', '(' or the end");
    }
    return new Checked(text, segments, values, group);
  }

  private void segment() {
    int start = at;
    while (at < text.length() && TagText.isNamePart(text.charAt(at))) {
      at++;
    }
    if (at == start || !TagText.isLetter(text.charAt(start))) {
      at = start;
      throw refuse("expected a name: a letter, then letters, digits and '_'");
    }
    if (++segments > Tag.MAX_SEGMENTS) {
      throw refuse("a tag has at most " + Tag.MAX_SEGMENTS + " segments");
    }
    if (accept('(')) {
      do {
        value();
      } while (accept(','));
      if (!accept(')')) {
        throw refuse("expected ',' or ')'; other characters of a value are percent-encoded");
      }
    }
  }

  private void value() {
    if (++values > Tag.MAX_VALUES) {
      throw refuse("a tag has at most " + Tag.MAX_VALUES + " values");
    }
    if (accept('*')) {
      return;
    }
    int start = at;
    boolean encoded = false;
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        encoded = true;
        percent();
      } else if (TagValues.isUnreserved(text.charAt(at))) {
        at++;
      } else {
        break;
      }
    }
    if (at - start > Tag.MAX_VALUE_BYTES) {
      throw refuse("a value has at most " + Tag.MAX_VALUE_BYTES + " bytes");
    }
    if (encoded && !isUtf8(text.substring(start, at))) {
      at = start;
      throw refuse("a value's percent-encoded bytes must be UTF-8");
    }
  }

  private void percent() {
    if (at + 2 >= text.length() || hex(at + 1) < 0 || hex(at + 2) < 0) {
      throw refuse("'%' is followed by two upper-case hex digits");
    }
    int b = hex(at + 1) << 4 | hex(at + 2);
    if (b < 0x80 && TagValues.isUnreserved((char) b)) {
      throw refuse("letters, digits and '-', '_', '.', '~' are not percent-encoded");
    }
    at += 3;
  }

  private int hex(int index) {
    char c = text.charAt(index);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private static boolean isUtf8(String value) {
    byte[] bytes = new byte[value.length()];
    int length = 0;
    for (int i = 0; i < value.length(); i++) {
      boolean encoded = value.charAt(i) == '%';
      bytes[length++] =
          (byte) (encoded ? Integer.parseInt(value, i + 1, i + 3, 16) : value.charAt(i));
      i += encoded ? 2 : 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  private boolean accept(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private InvalidTagException refuse(String rule) {
    return new InvalidTagException("not a canonical tag at index " + at + ": " + rule);
  }
}
