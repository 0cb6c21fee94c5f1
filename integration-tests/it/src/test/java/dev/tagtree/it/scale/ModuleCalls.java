// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.function.BiFunction;

/**
 * Writes a module that uses every member of the generated one, and prints what comes of it. It is
 * JavaScript, so that Node runs what TypeScript checks.
 */
final class ModuleCalls {
  private final RealTree tree;
  private final StringBuilder text = new StringBuilder();

  private ModuleCalls(RealTree tree) {
    this.tree = tree;
  }

  static String of(RealTree tree) {
    return new ModuleCalls(tree).text();
  }

  private String text() {
    String export = Names.decapitalise(tree.root().method() + "Tags");
    String module = tree.packageName() + "." + tree.root().method() + ".js";
    text.append("import { any, ").append(export).append(" as t } from \"./");
    text.append(module).append("\";\n");
    text.append("import { sayGroup, sayTag } from \"./report.js\";\n");
    text.append("import { SETS } from \"./values.js\";\n\n");
    text.append("const [v0] = SETS;\n");
    for (Group group : tree.root().withAllBelow()) {
      group(group);
      group.leaves().forEach(this::leaf);
    }
    return text.toString();
  }

  private void group(Group group) {
    if (group.isRoot()) {
      line("sayGroup(\"*\", \"any\", t);");
      return;
    }
    String id = "\"" + group.path() + ".*\"";
    String value = use(group, Param::javaScript);
    line("for (const v of SETS) sayGroup(" + id + ", `text${v.set}`, " + value + ");");
    line("sayGroup(" + id + ", \"any\", " + open(group) + ");");
  }

  private void leaf(Leaf leaf) {
    String id = "\"" + leaf.operation().id() + "\"";
    String value = use(leaf, Param::javaScript);
    line("for (const v of SETS) sayTag(" + id + ", `text${v.set}`, " + value + ");");
    String say = leaf.params().isEmpty() ? "sayTag(" : "sayGroup(";
    line(say + id + ", \"any\", " + open(leaf) + ");");
    String mixed =
        use(leaf, (param, at) -> at % 2 == 0 ? "any" : param.javaScript(at).replace("v.", "v0."));
    line("sayTag(" + id + ", \"mixed\", " + mixed + ");");
    line("// @ts-expect-error: without parameters it is no function, with some it needs them");
    line("(() => " + open(leaf) + "());");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** {@return the member with any for the values of the groups around it, itself not called} */
  private static String open(Member member) {
    String called = use(member, (param, at) -> "any");
    return member.params().isEmpty() ? called : called.substring(0, called.lastIndexOf('('));
  }

  private static String use(Member member, BiFunction<Param, Integer, String> argument) {
    return member.expression(
        "t",
        argument,
        (segment, arguments) ->
            segment.wireName()
                + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")"));
  }
}
