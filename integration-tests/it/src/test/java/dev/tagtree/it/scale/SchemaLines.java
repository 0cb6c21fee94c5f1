// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that the schema of a tree must have, one for each member, in its order. */
final class SchemaLines {
  private SchemaLines() {}

  static List<String> of(RealTree tree) {
    List<String> lines = new ArrayList<>();
    collect(tree.root(), lines);
    return lines;
  }

  private static void collect(Group group, List<String> lines) {
    for (Leaf leaf : group.leaves()) {
      String sentence = leaf.operation().sentence();
      lines.add("leaf " + line(leaf, leaf.operation().deprecated(), !sentence.isEmpty()));
    }
    for (Group nested : group.groups()) {
      lines.add("group " + line(nested, false, false));
      collect(nested, lines);
    }
  }

  private static String line(Member member, boolean deprecated, boolean documented) {
    StringBuilder line = new StringBuilder(member.path());
    line.append(deprecated ? " deprecated" : "").append(documented ? " documented" : "");
    for (Param param : member.params()) {
      String type =
          switch (param.kind()) {
            case CONSTANT -> "enum";
            case TEXT, UUID, DATE, BIG_INTEGER -> param.kind().javaType();
            default -> param.kind().javaType().toLowerCase(Locale.ROOT);
          };
      line.append(' ').append(param.name()).append(':').append(type);
      line.append(param.scope() ? "!" : "");
      param.constants().forEach(constant -> line.append('|').append(constant));
    }
    return line.toString();
  }
}
