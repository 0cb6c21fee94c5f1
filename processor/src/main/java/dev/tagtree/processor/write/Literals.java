// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/** String literals of the generated languages, and the characters that none of them has. */
public final class Literals {
  private Literals() {}

  /** {@return a literal that JSON, JavaScript and TypeScript have in common} */
  public static String string(String text) {
    StringBuilder literal = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, literal);
    return escaped(literal.append('"').toString(), Literals::isFragile);
  }

  /** {@return an array of such literals} */
  static String array(List<String> texts) {
    return texts.stream().map(Literals::string).collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@return Java with escapes for all that is not ASCII, which it may have anywhere} */
  public static String ascii(String java) {
    return escaped(java, c -> c >= 0x80);
  }

  /** {@return whether a character is lost in UTF-8 if it stands alone, or ends a line for some} */
  static boolean isFragile(int c) {
    return Character.isSurrogate((char) c) || c == 0x2028 || c == 0x2029;
  }

  /** {@return text with the escapes, which all these languages have, of some characters} */
  static String escaped(String text, IntPredicate escapes) {
    if (text.chars().noneMatch(escapes)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escapes.test(c)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
