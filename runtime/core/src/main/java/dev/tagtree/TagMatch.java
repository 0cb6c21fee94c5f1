// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

/**
 * The comparison of two canonical texts, and the text that stands for many. Parentheses and commas
 * never occur inside a value, so that both are walked side by side and nothing is allocated.
 */
final class TagMatch {
  private TagMatch() {}

  static boolean overlaps(String a, String b) {
    return compare(a, b, true);
  }

  static boolean covers(String a, String b) {
    return compare(a, b, false);
  }

  /**
   * The one matching rule, over the segments of the shorter text. When not symmetric, {@code a}
   * must be the shorter one, and only its values count as any.
   */
  private static boolean compare(String a, String b, boolean symmetric) {
    int endA = TagText.end(a);
    int endB = TagText.end(b);
    int i = 0;
    int j = 0;
    while (i < endA && j < endB) {
      int nameA = TagText.endOfName(a, i, endA);
      int nameB = TagText.endOfName(b, j, endB);
      if (nameA - i != nameB - j || !a.regionMatches(i, b, j, nameA - i)) {
        return false;
      }
      i = nameA;
      j = nameB;
      boolean moreA = i < endA && a.charAt(i) == '(';
      boolean moreB = j < endB && b.charAt(j) == '(';
      while (moreA && moreB) {
        int valueA = TagText.endOfValue(a, i + 1);
        int valueB = TagText.endOfValue(b, j + 1);
        boolean anyA = isAny(a, i + 1, valueA);
        boolean anyB = isAny(b, j + 1, valueB);
        boolean same = valueA - i == valueB - j && a.regionMatches(i + 1, b, j + 1, valueA - i - 1);
        if (!same && !anyA && !(symmetric && anyB)) {
          return false;
        }
        i = valueA;
        j = valueB;
        moreA = a.charAt(i) == ',';
        moreB = b.charAt(j) == ',';
      }
      if (moreA && !symmetric && !restIsAny(a, i)) {
        return false;
      }
      i = TagText.nextSegment(a, i, endA);
      j = TagText.nextSegment(b, j, endB);
    }
    return symmetric || i >= endA;
  }

  /**
   * {@return the text of a leaf with any for the values of its last segment where the pattern has
   * any, and not a scope; unchanged if there are more or fewer}
   */
  static String widen(String text, String pattern) {
    int open = text.endsWith(")") ? text.lastIndexOf('(') : text.length();
    int known = pattern.endsWith(")") ? pattern.lastIndexOf('(') : pattern.length();
    StringBuilder wide = new StringBuilder(text.substring(0, open));
    int i = open;
    int j = known;
    while (i < text.length() - 1 && j < pattern.length() - 1) {
      int value = TagText.endOfValue(text, i + 1);
      boolean scope = pattern.startsWith(TagText.SCOPE, j + 1);
      wide.append(text.charAt(i)).append(scope ? text.substring(i + 1, value) : TagText.ANY);
      i = value;
      j = TagText.endOfValue(pattern, j + 1);
    }
    boolean same = text.length() - i == pattern.length() - j;
    return same ? wide.append(text.substring(i)).toString() : text;
  }

  private static boolean isAny(String text, int from, int end) {
    return end - from == 1 && text.charAt(from) == '*';
  }

  /** {@return whether every value from the delimiter at {@code i} on is any} */
  private static boolean restIsAny(String text, int i) {
    int at = i;
    while (text.charAt(at) != ')') {
      int value = TagText.endOfValue(text, at + 1);
      if (!isAny(text, at + 1, value)) {
        return false;
      }
      at = value;
    }
    return true;
  }
}
