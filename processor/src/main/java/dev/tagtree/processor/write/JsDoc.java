// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Tree;

/** The comments of the browser's files, in which editors show the documentation of a tree. */
final class JsDoc {
  private JsDoc() {}

  /** {@return the documentation of the export: that of the tree, or else what it is} */
  static String of(Tree tree) {
    String own = of(tree.root(), "");
    return own.isEmpty() ? "/** The tags declared by " + tree.name() + ". */\n" : own;
  }

  /** {@return the documentation of a member, each line indented; empty if there is none} */
  static String of(Member member, String indent) {
    String text = inComment(member.doc());
    if (member.deprecation().isEmpty()) {
      return text.isEmpty() ? "" : indent + "/** " + text + " */\n";
    }
    String why = inComment(member.deprecation().get().doc());
    String line = "\n" + indent + " * "; // a tag is one only where a line begins
    return indent
        + "/**"
        + (text.isEmpty() ? "" : line + text)
        + (line + "@deprecated " + why).stripTrailing()
        + "\n"
        + indent
        + " */\n";
  }

  private static String inComment(String text) {
    return text.replace("*/", "*&#47;");
  }
}
