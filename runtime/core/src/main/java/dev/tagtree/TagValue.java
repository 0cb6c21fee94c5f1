// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import org.jspecify.annotations.Nullable;

/**
 * The common part of leaves and groups: the canonical text, built once, because tags are always
 * compared or sent. Has no member that a declared tree could collide with.
 */
abstract sealed class TagValue implements Tag permits TagLeaf, TagGroup {
  private final String text;
  private final int segments;
  private final int values;

  /** The root: no segment at all. */
  TagValue() {
    text = TagText.ROOT;
    segments = 0;
    values = 0;
  }

  /** One segment below {@code parent}; {@code end} is empty or the mark of a group. */
  TagValue(TagGroup parent, String signature, Object[] values, String end) {
    TagValue above = parent;
    this.segments = above.segments + 1;
    this.values = above.values + values.length;
    checkCounts(signature);
    this.text = TagText.append(above.text, signature, TagValues.encode(values, signature), end);
  }

  /** A leaf with one value below {@code parent}. */
  TagValue(TagGroup parent, String signature, String encoded) {
    TagValue above = parent;
    this.segments = above.segments + 1;
    this.values = above.values + 1;
    checkCounts(signature);
    this.text = TagText.withValue(parent.head(signature), signature, encoded);
  }

  final int valueCount() {
    return values;
  }

  private void checkCounts(String signature) {
    if (segments > MAX_SEGMENTS) {
      throw new InvalidTagException(
          "'"
              + signature
              + "' would be segment "
              + segments
              + "; a tag has at most "
              + MAX_SEGMENTS);
    }
    if (values > MAX_VALUES) {
      throw new InvalidTagException(
          "'" + signature + "' has value " + values + "; a tag has at most " + MAX_VALUES);
    }
  }

  /** Canonical text that was checked before. */
  TagValue(TagChecker.Checked checked) {
    text = checked.text();
    segments = checked.segments();
    values = checked.values();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other || other instanceof TagValue that && text.equals(that.text);
  }

  @Override
  public final int hashCode() {
    return text.hashCode();
  }

  /** {@return the canonical text} */
  @Override
  public final String toString() {
    return text;
  }
}
