// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Groups as the processor generates them. */
final class TestTree {
  static final Tag APP = new Root("com.example.App#9f31", "todos.list todos.byId(*) notes.list");
  static final Tag TODOS = new Group((TagGroup) APP, "list byId(*)", "todos");

  private static final class Root extends TagGroup {
    Root(String schema, String leaves) {
      super(schema, leaves);
    }
  }

  private static final class Group extends TagGroup {
    Group(TagGroup parent, String leaves, String name) {
      super(parent, leaves, name);
    }
  }

  private TestTree() {}

  /** {@return the root of a tree with so many leaves, whose names are so long} */
  static Tag wide(int leaves, int length) {
    String filler = "x".repeat(length - 4);
    return new Root(
        "com.example.Wide#1",
        IntStream.range(1_000, 1_000 + leaves)
            .mapToObj(i -> filler + i)
            .collect(Collectors.joining(" ")));
  }
}
