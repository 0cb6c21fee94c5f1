// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tree as the processor would write it, in short: {@code todos} with three leaves, and two groups
 * at either side of the most leaves that one event spells out.
 */
final class SampleTree extends TagGroup {
  static final String SCHEMA = "dev.tagtree.it.wire.Sample#0";
  static final SampleTree ALL = new SampleTree();

  /** {@code todos.*}: {@code byId(id)}, {@code list}, {@code summary}. */
  static final Tag TODOS = new Branch(ALL, "byId(*) list summary", "todos");

  /** {@code full.*}: as many leaves as an event spells out. */
  static final Tag FULL = new Branch(ALL, leaves("", 64), "full");

  /** {@code wide.*}: one leaf more. */
  static final Tag WIDE = new Branch(ALL, leaves("", 65), "wide");

  private SampleTree() {
    super(
        SCHEMA,
        "todos.byId(*) todos.list todos.summary "
            + leaves("full.", 64)
            + " "
            + leaves("wide.", 65));
  }

  /**
   * {@return the name of a leaf; names in the order of their numbers are in that of their texts}
   */
  static String leaf(int number) {
    return "leaf" + (10 + number);
  }

  private static String leaves(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + leaf(i))
        .collect(Collectors.joining(" "));
  }

  private static final class Branch extends TagGroup {
    Branch(TagGroup parent, String leafTexts, String name) {
      super(parent, leafTexts, name);
    }
  }
}
