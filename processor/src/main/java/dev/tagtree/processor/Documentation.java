// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a documentation comment into one line of plain text, for the browser and the schema. */
final class Documentation {
  private static final Pattern BLOCK_TAGS = Pattern.compile("(^|\\R)\\s*@\\w.*", Pattern.DOTALL);
  private static final Pattern DEPRECATED =
      Pattern.compile("(?:^|\\R)\\s*@deprecated\\s(.*?)(?=\\R\\s*@\\w|\\z)", Pattern.DOTALL);
  private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s*([^{}]*)}");
  private static final Pattern HTML_TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Documentation() {}

  static String plain(String comment) {
    return text(BLOCK_TAGS.matcher(comment).replaceFirst(""));
  }

  /** {@return what follows {@code @deprecated}; empty if there is nothing} */
  static String deprecation(String comment) {
    Matcher found = DEPRECATED.matcher(comment);
    return found.find() ? text(found.group(1)) : "";
  }

  private static String text(String comment) {
    String text = INLINE_TAG.matcher(comment).replaceAll("$1");
    text = HTML_TAG.matcher(text).replaceAll("");
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return SPACE.matcher(text).replaceAll(" ").strip();
  }
}
