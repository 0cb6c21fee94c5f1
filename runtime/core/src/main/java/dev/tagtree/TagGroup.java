// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tag for everything below it; the generated group classes extend it. Has no public member of its
 * own, so that no name is taken from the declared tree.
 */
public abstract non-sealed class TagGroup extends TagValue {
  /** A power of 2; a group with more leaves makes some of their beginnings again. */
  private static final int HEADS = 16;

  /** The text of a leaf up to its value. */
  private record Head(String signature, String text) {}

  private final @Nullable String schemaId;

  /**
   * The leaves below, relative, separated by spaces, with {@code *} for each value and {@code @}
   * for each that is a scope; null if unknown.
   */
  private final @Nullable String leafTexts;

  /**
   * The beginnings of leaves with one value, at the hashes of their signatures: what every request
   * makes is checked and put together once. Unsynchronised: two threads make equal ones.
   */
  private Head @Nullable [] heads;

  /** By path, the texts of the leaves, of a root; computed when first asked for. */
  private volatile @Nullable Map<String, String> patterns;

  /** Computed when first asked for; computing it twice gives equal lists. */
  private volatile @Nullable List<Tag> leaves;

  /**
   * The root of a tree.
   *
   * @param schemaId {@code <qualified name>#<fingerprint>}
   * @param leafTexts the texts of all leaves, separated by spaces; {@code *} for each value,
   *     {@code @} for each that is a {@link Scope}
   */
  protected TagGroup(String schemaId, String leafTexts) {
    this.schemaId = schemaId;
    this.leafTexts = leafTexts;
  }

  /**
   * A group below {@code parent}.
   *
   * @param leafTexts the texts of all leaves below it, relative to it, separated by spaces; {@code
   *     *} for each value, {@code @} for each that is a {@link Scope}
   * @param signature the wire name, with the names of its parameters for messages: {@code org(id)}
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null, naming its parameter
   */
  protected TagGroup(TagGroup parent, String leafTexts, String signature, Object... values) {
    super(parent, signature, values, TagText.BELOW);
    this.schemaId = null;
    this.leafTexts = leafTexts;
  }

  TagGroup(TagChecker.Checked checked) {
    super(checked);
    schemaId = null;
    leafTexts = null;
  }

  /** {@return the text of a leaf with one value up to that value: {@code todos.byId(}} */
  final String head(String signature) {
    if (valueCount() > 0) {
      return TagText.head(toString(), signature); // such a group is made anew for each leaf
    }
    Head[] known = heads;
    if (known == null) {
      known = new Head[HEADS];
      heads = known;
    }
    int at = signature.hashCode() & HEADS - 1;
    Head head = known[at];
    if (head == null || !head.signature().equals(signature)) {
      head = new Head(signature, TagText.head(toString(), signature));
      known[at] = head;
    }
    return head.text();
  }

  final Optional<String> schemaId() {
    return Optional.ofNullable(schemaId);
  }

  final Tag widen(Tag leaf) {
    if (schemaId == null || leafTexts == null || !(leaf instanceof TagLeaf)) {
      return leaf;
    }
    Map<String, String> known = patterns;
    if (known == null) {
      known = new HashMap<>();
      for (String pattern : leafTexts.split(" ")) {
        known.put(TagText.path(pattern), pattern);
      }
      patterns = known;
    }
    String text = leaf.toString();
    String pattern = known.get(TagText.path(text));
    String wide = pattern == null ? text : TagMatch.widen(text, pattern);
    return wide.equals(text) ? leaf : Tag.parse(wide);
  }

  final List<Tag> leaves() {
    List<Tag> known = leaves;
    if (known == null) {
      known = leafTexts == null ? List.of(this) : leaves(leafTexts);
      leaves = known;
    }
    return known;
  }

  /** The group itself if a leaf would be beyond a limit, so that nothing below it is left out. */
  private List<Tag> leaves(String texts) {
    String prefix = TagText.prefix(toString());
    List<Tag> below = new ArrayList<>();
    String[] sorted = texts.replace(TagText.SCOPE, TagText.ANY).split(" ");
    Arrays.sort(sorted);
    for (String leaf : sorted) {
      try {
        below.add(Tag.parse(prefix + leaf));
      } catch (InvalidTagException beyondLimit) {
        return List.of(this);
      }
    }
    return List.copyOf(below);
  }
}
