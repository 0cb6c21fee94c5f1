// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the sources of a tree as a user would: the interface, and the types that it mentions. */
final class Declaration {
  private final RealTree tree;
  private final StringBuilder text = new StringBuilder();

  private Declaration(RealTree tree) {
    this.tree = tree;
  }

  /** {@return the sources by the names of their types} */
  static Map<String, String> of(RealTree tree) {
    Map<String, String> sources = new LinkedHashMap<>();
    String head = "package " + tree.packageName() + ";\n\n";
    tree.types()
        .declarations()
        .forEach((name, type) -> sources.put(name, head + imports(type) + type));
    String declared = new Declaration(tree).text();
    sources.put(
        tree.root().method(), head + "import dev.tagtree.*;\n" + imports(declared) + declared);
    return sources;
  }

  private static String imports(String text) {
    return Map.of(
            "BigInteger", "java.math.BigInteger",
            "LocalDate", "java.time.LocalDate",
            "UUID", "java.util.UUID")
        .entrySet()
        .stream()
        .filter(type -> text.matches("(?s).*\\b" + type.getKey() + " [a-z].*"))
        .map(type -> "import " + type.getValue() + ";\n")
        .sorted()
        .collect(Collectors.joining());
  }

  private String text() {
    text.append("\n@TagTree\npublic interface ").append(tree.root().method()).append(" {\n");
    body(tree.root(), "  ");
    return text.append("}\n").toString();
  }

  private void body(Group group, String indent) {
    for (Leaf leaf : group.leaves()) {
      leaf(leaf, indent);
    }
    for (Group nested : group.groups()) {
      boolean byMethod = nested.byMethod();
      String bare = Names.decapitalise(nested.className());
      if (byMethod) {
        text.append(indent).append(named(nested, nested.method())).append(nested.className());
        text.append(' ').append(signature(nested)).append(";\n");
      }
      text.append(indent)
          .append(byMethod ? "" : named(nested, bare))
          .append("interface ")
          .append(nested.className())
          .append(" {\n");
      body(nested, indent + "  ");
      text.append(indent).append("}\n");
    }
  }

  private void leaf(Leaf leaf, String indent) {
    String sentence = leaf.operation().sentence();
    if (!sentence.isEmpty()) {
      text.append(indent).append("/** ").append(html(sentence)).append(" */\n");
    }
    text.append(indent).append(leaf.operation().deprecated() ? "@Deprecated " : "");
    if (!leaf.key().isEmpty()) {
      text.append("@Key({\"").append(String.join("\", \"", leaf.key())).append("\"}) ");
    }
    text.append(named(leaf, leaf.method())).append("Tag ").append(signature(leaf)).append(";\n");
  }

  private static String html(String sentence) {
    return sentence.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;");
  }

  private static String named(Member member, String otherwise) {
    String wireName = member.wireName();
    return wireName.equals(otherwise) ? "" : "@Name(\"" + wireName + "\") ";
  }

  private static String signature(Member member) {
    return member.method()
        + member.params().stream().map(Param::declared).collect(Collectors.joining(", ", "(", ")"));
  }
}
