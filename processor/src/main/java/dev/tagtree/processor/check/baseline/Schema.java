// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check.baseline;

import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The paths of a tree, in the order of declaration, as those see it who know its schema only.
 *
 * @param shapes what clients rely on in each path
 */
record Schema(Map<String, Shape> shapes) {
  /** {@return what the schema of a tree says} */
  static Schema of(Tree tree) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tree.root().forEachMember(member -> shapes.put(member.path(), shape(member)));
    return new Schema(shapes);
  }

  private static Shape shape(Member member) {
    return new Shape(member instanceof Leaf, member.params().stream().map(Schema::value).toList());
  }

  private static Value value(Param param) {
    return new Value(
        param.type().schemaName(), param.scope(), new LinkedHashSet<>(param.constants()));
  }

  /**
   * The shape of one path: what clients rely on in it.
   *
   * @param isLeaf whether it is no group
   * @param values what its own parameters take
   */
  record Shape(boolean isLeaf, List<Value> values) {
    /** {@return whether those who know this shape get on with another one} */
    boolean allows(Shape now) {
      boolean same = isLeaf == now.isLeaf && values.size() == now.values.size();
      for (int i = 0; same && i < values.size(); i++) {
        same = values.get(i).allows(now.values.get(i));
      }
      return same;
    }

    @Override
    public String toString() {
      String types = values.stream().map(Value::toString).collect(Collectors.joining(", "));
      String kind = isLeaf ? "a tag" : "a group";
      return values.isEmpty() ? kind : kind + " of (" + types + ")";
    }
  }

  /**
   * The values of one parameter: what clients rely on in it; its name is not sent.
   *
   * @param type as the schema calls it
   * @param scope whether it decides who may see a tag
   * @param constants the names of the constants, if it is an enum
   */
  record Value(String type, boolean scope, Set<String> constants) {
    private boolean allows(Value now) {
      return type.equals(now.type) && scope == now.scope && now.constants.containsAll(constants);
    }

    @Override
    public String toString() {
      return (scope ? "@Scope " : "") + type + (constants.isEmpty() ? "" : " " + constants);
    }
  }
}
