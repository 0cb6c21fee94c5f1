// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.TagLeaf;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names of Java in a tree that has others on the wire. */
class JavaNamesTest {
  /**
   * The class of a tree with names of its own, as generated: {@code @Name("jobs") interface Todos}.
   */
  static final class NamedTags {
    static final TagGroup ALL = new TagGroup("com.example.Named#1", "jobs.all jobs.one(*)") {};

    static Todos todos() {
      return new Todos();
    }

    static Tag other() {
      return ALL;
    }

    static final class Todos extends TagGroup {
      public static final String PATH = "jobs";

      Todos() {
        super(ALL, "all one(*)", "jobs");
      }

      public All list() {
        return new All();
      }

      public One one() {
        return new One();
      }

      static final class All extends TagLeaf {
        public static final String PATH = "jobs.all";

        All() {
          super(PATH);
        }
      }

      static final class One extends TagLeaf {
        public static final String PATH = "jobs.one";

        One() {
          super(PATH);
        }
      }
    }
  }

  @Test
  void namesOfJavaAreKnownWhereTheWireHasOthers() {
    assertEquals(Map.of("jobs", "todos", "jobs.all", "list"), JavaNames.of(NamedTags.ALL));
    assertEquals(Map.of(), JavaNames.of(Tag.root()), "of no generated tree");
  }
}
