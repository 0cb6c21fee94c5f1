// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Writes a program that calls every generated member as users do, and prints what comes of it. */
final class JavaCalls {
  /** So many members' calls in one class. */
  private static final int IN_A_CLASS = 200;

  private final RealTree tree;
  private final StringBuilder text = new StringBuilder();

  private JavaCalls(RealTree tree) {
    this.tree = tree;
  }

  /** {@return the sources by the names of their classes; {@code Calls} has the main method} */
  static Map<String, String> of(RealTree tree) {
    List<Member> members = new ArrayList<>();
    for (Group group : tree.root().withAllBelow()) {
      members.add(group);
      members.addAll(group.leaves());
    }
    Map<String, String> sources = new LinkedHashMap<>();
    StringBuilder main = new StringBuilder(head(tree));
    main.append("public final class Calls {\n  public static void main(String[] file) {\n");
    main.append("    Report.to(file[0]);\n");
    for (int from = 0; from < members.size(); from += IN_A_CLASS) {
      String name = "Calls" + from;
      List<Member> some = members.subList(from, Math.min(members.size(), from + IN_A_CLASS));
      sources.put(name, new JavaCalls(tree).calls(name, some));
      main.append("    ").append(name).append(".run();\n");
    }
    sources.put("Calls", main.append("    Report.close();\n  }\n}\n").toString());
    return sources;
  }

  private static String head(RealTree tree) {
    return "package %s;\n\nimport com.example.calls.*;\nimport dev.tagtree.*;\n\n"
        .formatted(tree.packageName());
  }

  private String calls(String name, List<Member> members) {
    text.append(head(tree)).append("@SuppressWarnings(\"deprecation\")\nfinal class ");
    text.append(name).append(" {\n  static void run() {\n");
    IntStream.range(0, members.size())
        .forEach(i -> text.append("    call").append(i).append("();\n"));
    text.append("  }\n");
    for (int i = 0; i < members.size(); i++) {
      text.append("\n  private static void call").append(i).append("() {\n");
      if (members.get(i) instanceof Leaf leaf) {
        leaf(leaf);
      } else {
        group((Group) members.get(i));
      }
      text.append("  }\n");
    }
    constants(members);
    return text.append("}\n").toString();
  }

  /** Labels of cases are constant expressions, and no two of them are equal. */
  private void constants(List<Member> members) {
    text.append("\n  static String known(String path) {\n    switch (path) {\n");
    for (Member member : members) {
      if (!(member instanceof Group group && group.isRoot())) {
        text.append("      case ").append(member.mention(".")).append(".PATH:\n");
      }
    }
    text.append("        return path;\n      default:\n        return \"not a constant\";\n");
    text.append("    }\n  }\n");
  }

  private void leaf(Leaf leaf) {
    String type = leaf.mention(".");
    String id = "\"" + leaf.operation().id() + "\"";
    line("Report.path(" + id + ", known(" + type + ".PATH));");
    text.append("    for (Values v : Values.SETS) {\n");
    line("  " + type + " tag = " + call(leaf, Param::java) + ";");
    line("  Report.leaf(" + id + ", v, tag, " + parse() + ");");
    int position = leaf.allParams().size() - leaf.params().size();
    for (Param param : leaf.params()) {
      line(
          "  Report.same(" + id + ", " + param.java(position++) + ", tag." + param.name() + "());");
    }
    text.append("    }\n");
    line("Report.any(" + id + ", " + call(leaf, (param, at) -> "Arg.any()") + ");");
    line("Values v = Values.SETS.get(0);");
    line("Report.mixed(" + id + ", " + call(leaf, JavaCalls::mixed) + ", v);");
  }

  private void group(Group group) {
    String tags = tree.root().method() + "Tags";
    if (group.isRoot()) {
      line("Report.resolves(\"*\", \"resolves\", " + tags + ".ALL);");
      line("Report.any(\"*\", " + tags + ".ALL);");
      return;
    }
    String type = group.mention(".");
    String id = "\"" + group.path() + ".*\"";
    line("Report.path(" + id + ", known(" + type + ".PATH));");
    text.append("    for (Values v : Values.SETS) {\n");
    line("  " + type + " tag = " + call(group, Param::java) + ";");
    line("  Report.group(" + id + ", v, tag, " + parse() + ");");
    text.append("    }\n");
    String any = call(group, (param, at) -> "Arg.any()");
    line("Report.any(" + id + ", " + any + ");");
    if (!group.allParams().isEmpty()) {
      line("Values v = Values.SETS.get(0);");
    }
    line("Report.resolves(" + id + ", \"resolves\", " + call(group, Param::java) + ");");
    line("Report.resolves(" + id + ", \"resolves any\", " + any + ");");
  }

  private String parse() {
    return tree.root().method() + "Tags.parse(tag.toString())";
  }

  private void line(String line) {
    text.append("    ").append(line).append('\n');
  }

  /** {@return any at each even position, a value at each odd one} */
  private static String mixed(Param param, int position) {
    return position % 2 == 0 ? "Arg.any()" : "Arg.of(" + param.java(position) + ")";
  }

  /** {@return the expression of a tag, as one writes it} */
  private String call(Member member, BiFunction<Param, Integer, String> argument) {
    return member.expression(
        tree.root().method() + "Tags",
        argument,
        (segment, arguments) -> segment.method() + "(" + String.join(", ", arguments) + ")");
  }
}
