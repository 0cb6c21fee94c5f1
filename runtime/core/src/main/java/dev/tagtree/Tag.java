// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A name for a set of things that can go stale: a {@linkplain TagLeaf leaf} such as {@code
 * todos.byId(1)}, or a {@linkplain TagGroup group} such as {@code todos.*}.
 *
 * <p>A tag is an immutable value. {@code toString} is its canonical text, and two tags are equal
 * iff their texts are: a tag parsed from the wire equals the generated one.
 *
 * <p>All operations are static, because statics of an interface are not inherited: no name is taken
 * from the trees that users declare.
 */
public sealed interface Tag permits TagValue {
  /** Longest canonical text of one tag, in bytes; a longer one is refused, never cut. */
  int MAX_TAG_BYTES = 1024;

  /** Longest encoded text of one value, in bytes; a longer one is refused, never cut. */
  int MAX_VALUE_BYTES = 256;

  /** Most values in one tag, over all its segments; more are refused. */
  int MAX_VALUES = 16;

  /** Most segments in one tag; more are refused. */
  int MAX_SEGMENTS = 16;

  /**
   * {@return the tag whose canonical text this is}
   *
   * <p>It belongs to no tree; the generated {@code parse} of a tree returns its own classes and
   * refuses paths it does not know.
   *
   * @throws InvalidTagException if the text is not canonical or beyond a limit
   * @throws NullPointerException if {@code text} is null
   */
  static Tag parse(String text) {
    TagChecker.Checked checked = TagChecker.check(Objects.requireNonNull(text, "text"));
    return checked.group() ? new PlainGroup(checked) : new PlainLeaf(checked);
  }

  /**
   * {@return the root group, {@code *}: everything, so that it covers every tag}
   *
   * <p>It belongs to no tree. The root of a generated tree equals it, and knows its leaves besides.
   */
  static Tag root() {
    return PlainGroup.ROOT;
  }

  /**
   * {@return the leaf tags below a group, parameters as any, in the order of their texts; a leaf
   * resolves to itself}
   *
   * <p>A group that was parsed without its tree resolves to itself: it matches the same.
   */
  static List<Tag> resolve(Tag tag) {
    Objects.requireNonNull(tag, "tag");
    return tag instanceof TagGroup group ? group.leaves() : List.of(tag);
  }

  /**
   * {@return whether the two tags may name a common thing}
   *
   * <p>Over the segments of the shorter tag, names are equal, and values are pairwise equal or
   * either is any; a missing value counts as any. Symmetric and reflexive, not transitive.
   */
  static boolean overlaps(Tag a, Tag b) {
    Objects.requireNonNull(a, "a");
    return TagMatch.overlaps(a.toString(), Objects.requireNonNull(b, "b").toString());
  }

  /**
   * {@return whether {@code a} names everything that {@code b} names, so that saying {@code a} says
   * {@code b} too}
   *
   * <p>Whatever overlaps {@code b} then overlaps {@code a}. Reflexive and transitive.
   */
  static boolean covers(Tag a, Tag b) {
    Objects.requireNonNull(a, "a");
    return TagMatch.covers(a.toString(), Objects.requireNonNull(b, "b").toString());
  }

  /**
   * {@return the leaf with any for each parameter of its own that is no {@link Scope}; what stands
   * for many leaves of one kind}
   *
   * <p>It covers the leaf. Values of the groups above stay as they are. A leaf whose path the tree
   * does not declare stays as it is, because nobody knows its scopes.
   *
   * @param tree the root of a generated tree; widened by any other group, a leaf stays as it is
   */
  static Tag widen(Tag tree, Tag leaf) {
    Objects.requireNonNull(tree, "tree");
    Objects.requireNonNull(leaf, "leaf");
    return tree instanceof TagGroup group ? group.widen(leaf) : leaf;
  }

  /**
   * {@return whether the tag is the name of one thing: a leaf none of whose values is any}
   *
   * <p>Every group, and every leaf with any, stands for more than one.
   */
  static boolean isConcrete(Tag tag) {
    return TagText.isConcrete(Objects.requireNonNull(tag, "tag").toString());
  }

  /** {@return the names without arguments: {@code todos.byId}; of the root, the empty string} */
  static String path(Tag tag) {
    return TagText.path(Objects.requireNonNull(tag, "tag").toString());
  }

  /**
   * {@return the query key: that of {@link Key} where the leaf declares one, else names and decoded
   * values in order; it ends before the first any, so that it is a prefix of every key it stands
   * for}
   *
   * <p>A tag that was parsed without its tree does not know its {@link Key}.
   */
  static List<String> key(Tag tag) {
    Objects.requireNonNull(tag, "tag");
    return QueryKey.of(tag.toString(), tag instanceof TagLeaf leaf ? leaf.keyTemplate() : null);
  }

  /**
   * {@return the schema that the root of a tree stands for, {@code <qualified name>#<fingerprint>};
   * empty for every other tag}
   */
  static Optional<String> schema(Tag tag) {
    Objects.requireNonNull(tag, "tag");
    return tag instanceof TagGroup group ? group.schemaId() : Optional.empty();
  }
}
