// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment as one line of plain text, for the browser and the schema. */
final class Documentation {
  private static final Pattern BLOCK_TAGS = Pattern.compile("(^|\\R)\\s*@\\w.*", Pattern.DOTALL);
  private static final Pattern DEPRECATED =
      Pattern.compile("(?:^|\\R)\\s*@deprecated\\s(.*?)(?=\\R\\s*@\\w|\\z)", Pattern.DOTALL);

  /** A tag within text, with at most one pair of braces in what it says. */
  private static final Pattern INLINE_TAG =
      Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{[^{}]*})*)}");

  private static final Pattern LINK = Pattern.compile("(\\S+?(?:\\([^)]*\\))?)(?:\\s+(.+))?");
  private static final Pattern HTML_TAG = Pattern.compile("</?([a-zA-Z]\\w*)[^<>]*>");
  private static final Pattern IN_A_LINE =
      Pattern.compile("(?i)a|abbr|b|cite|code|em|i|kbd|s|small|span|strong|sub|sup|tt|u|var");
  private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|(lt|gt|amp|quot|nbsp));");
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
    String text = replaced(INLINE_TAG, comment, Documentation::ofInlineTag);
    text = replaced(HTML_TAG, text, tag -> IN_A_LINE.matcher(tag.group(1)).matches() ? "" : " ");
    text = replaced(ENTITY, text, Documentation::ofEntity);
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  private interface Replacement {
    String of(MatchResult found);
  }

  private static String replaced(Pattern pattern, String text, Replacement replacement) {
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(replacement.of(found)));
  }

  private static String ofInlineTag(MatchResult tag) {
    String said = tag.group(2).strip();
    return switch (tag.group(1)) {
      case "code", "literal" -> said.replace("&", "&amp;").replace("<", "&lt;");
      case "link", "linkplain" -> ofLink(said);
      case "inheritDoc" -> "";
      default -> said;
    };
  }

  /** {@return the label of a link, or where it leads, as one would write it in an expression} */
  private static String ofLink(String link) {
    Matcher parts = LINK.matcher(link);
    if (!parts.matches()) {
      return link;
    }
    String target = parts.group(1).startsWith("#") ? parts.group(1).substring(1) : parts.group(1);
    return parts.group(2) == null ? target.replace('#', '.') : parts.group(2);
  }

  private static String ofEntity(MatchResult entity) {
    if (entity.group(1) != null) {
      int character = Integer.parseInt(entity.group(1));
      return Character.isValidCodePoint(character) ? Character.toString(character) : "";
    }
    return switch (entity.group(2)) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      default -> "&";
    };
  }
}
