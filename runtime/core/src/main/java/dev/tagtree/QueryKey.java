// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query key that a front end knows a tag by. It ends before the first any, so that it is a
 * prefix of every key that the tag stands for.
 */
final class QueryKey {
  private QueryKey() {}

  /**
   * {@return the key of a canonical text}
   *
   * @param template as {@link TagLeaf} has it; null for the names and values in order
   */
  static List<String> of(String text, String @Nullable [] template) {
    List<String> tokens = TagText.tokens(text);
    return List.copyOf(template == null ? inOrder(tokens) : filled(template, tokens));
  }

  private static List<String> inOrder(List<String> tokens) {
    List<String> key = new ArrayList<>(tokens.size());
    for (String token : tokens) {
      if (TagText.isAny(token)) {
        break;
      }
      key.add(TagText.isValue(token) ? decoded(token) : token);
    }
    return key;
  }

  private static List<String> filled(String[] template, List<String> tokens) {
    List<String> values = tokens.stream().filter(TagText::isValue).toList();
    List<String> key = new ArrayList<>(template.length);
    for (String element : template) {
      if (element.startsWith("{") && element.endsWith("}")) {
        String value = values.get(Integer.parseInt(element, 1, element.length() - 1, 10));
        if (TagText.isAny(value)) {
          break;
        }
        key.add(decoded(value));
      } else {
        key.add(element);
      }
    }
    return key;
  }

  private static String decoded(String value) {
    return TagValues.decode(value.substring(1));
  }
}
