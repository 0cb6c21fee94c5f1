// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

/** A group that was parsed without its tree: it matches, but does not know its leaves. */
final class PlainGroup extends TagGroup {
  /** The root of no tree. */
  static final Tag ROOT = new PlainGroup(TagChecker.check(TagText.ROOT));

  PlainGroup(TagChecker.Checked checked) {
    super(checked);
  }
}
