// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions of a module, as its indentation shows them: one begins where a line opens it, and
 * ends with the brace below the beginning of that line. Its lines are those of its own code: a
 * function of functions is what a class is elsewhere, so those in it are counted by themselves, and
 * what parts and explains them is not.
 */
final class JsFunctions {
  private static final Pattern HEAD =
      Pattern.compile(
          "\\s*(?:.*\\bfunction\\b.*|.*=>|(?:(?:async|get|set|static) )*\\*?[\\w$#]+\\(.*\\)) \\{");

  private static final Pattern NAME =
      Pattern.compile("\\bfunction\\*? ([\\w$]+)|(?:const|let) ([\\w$]+) =|([\\w$#]+)\\(");

  private static final Pattern NOT_CODE = Pattern.compile("\\s*(?://.*|/?\\*.*|)");

  private record Open(String place, int indent, int[] lines) {}

  private JsFunctions() {}

  static List<Piece> of(Source module) {
    List<Piece> found = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    for (int i = 0; i < module.lines().size(); i++) {
      String line = module.lines().get(i);
      if (NOT_CODE.matcher(line).matches()) {
        continue;
      }
      int indent = line.indexOf(line.strip());
      Open innermost = open.peek();
      if (innermost != null) {
        innermost.lines[0]++;
        if (indent == innermost.indent && line.charAt(indent) == '}') {
          found.add(new Piece(innermost.place, innermost.lines[0]));
          open.pop();
        }
      }
      if (HEAD.matcher(line).matches()) {
        open.push(new Open(module.path() + ":" + (i + 1) + name(line), indent, new int[] {1}));
      }
    }
    if (!open.isEmpty()) {
      throw new AssertionError("no end of " + open.peek().place + ": is it indented?");
    }
    return found;
  }

  private static String name(String line) {
    Matcher name = NAME.matcher(line);
    if (!name.find()) {
      return "";
    }
    for (int i = 1; i <= name.groupCount(); i++) {
      if (name.group(i) != null) {
        return " " + name.group(i);
      }
    }
    return "";
  }
}
