// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.Objects;

/** A tree in the shape that the processor generates, by hand: the runtime cannot use its own. */
final class MiniTree {
  static final TagGroup ALL =
      new TagGroup(
          "com.example.Mini#0123456789abcdef",
          "todos.list todos.summary todos.byId(*) todos.inRange(*,*) org(@).members.list"
              + " org(@).members.byId(*) org(@).profile mail.of(@,*) mail.to(@)") {};

  private MiniTree() {}

  static Todos todos() {
    return Todos.INSTANCE;
  }

  static Org org(Object org) {
    return new Org(ALL, org);
  }

  static final class Todos extends TagGroup {
    private static final Todos INSTANCE = new Todos();

    private Todos() {
      super(ALL, "list summary byId(*) inRange(*,*)", "todos");
    }

    Tag list() {
      return new PlainLeaf(this, "list");
    }

    ById byId(String id) {
      return new ById(this, id);
    }

    Tag byId(Arg<String> id) {
      return id.isAny() ? new PlainLeaf(this, ById.KEY, "byId", id) : byId(id.get());
    }

    Tag inRange(Object from, Object to) {
      return new PlainLeaf(this, "inRange", from, to);
    }

    static final class ById extends TagLeaf {
      private static final String[] KEY = {"todo", "{0}"};

      private ById(TagGroup parent, String id) {
        super(parent, KEY, "byId", Objects.requireNonNull(id, "id"));
      }
    }
  }

  static final class Org extends TagGroup {
    private Org(TagGroup parent, Object... values) {
      super(parent, "members.byId(*) members.list profile", "org", values);
    }

    Tag profile() {
      return new PlainLeaf(this, new String[] {"org", "{0}", "literal {0}"}, "profile");
    }

    TagGroup members() {
      return new TagGroup(this, "byId(*) list", "members") {};
    }
  }
}
