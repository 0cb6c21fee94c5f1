// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** String literals that are valid in JSON, JavaScript, TypeScript and Java alike. */
final class Json {
  private Json() {}

  static String string(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r"); // javac reads its Unicode escape as the end of the line
        default -> {
          if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
            literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return literal.append('"').toString();
  }

  static String strings(List<String> texts) {
    return texts.stream().map(Json::string).collect(Collectors.joining(", ", "[", "]"));
  }
}
