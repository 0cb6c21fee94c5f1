// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words that every member of a tree must say, from the declaration and the specification only.
 * It shares no line with the processor or the runtime.
 */
final class Expectation {
  /** One line: which member, what of it, and what that says. */
  record Line(String member, String what, String says) {
    @Override
    public String toString() {
      return member + " " + what + ": " + says.replace("\n", "\\n");
    }
  }

  private final RealTree tree;
  private final List<Line> java = new ArrayList<>();
  private final List<Line> browser = new ArrayList<>();

  private Expectation(RealTree tree) {
    this.tree = tree;
    for (Group group : tree.root().withAllBelow()) {
      group(group);
      group.leaves().forEach(this::leaf);
    }
  }

  static Expectation of(RealTree tree) {
    return new Expectation(tree);
  }

  List<String> inJava() {
    return java.stream().map(Line::toString).toList();
  }

  List<String> inBrowser() {
    return browser.stream().map(Line::toString).toList();
  }

  private void group(Group group) {
    String id = group.path() + ".*";
    Function<Integer, String> open = position -> "*";
    if (group.isRoot()) {
      java.add(new Line("*", "resolves", resolved(group, open)));
      both("*", "any", "*");
      return;
    }
    java.add(new Line(id, "PATH", group.path()));
    for (int set : Kind.sets().toArray()) {
      String text = text(group, values(group, set)) + ".*";
      both(id, "text" + set, text);
      java.add(new Line(id, "class" + set, binaryName(group)));
    }
    both(id, "any", text(group, open) + ".*");
    java.add(new Line(id, "resolves", resolved(group, values(group, 0))));
    java.add(new Line(id, "resolves any", resolved(group, open)));
  }

  private void leaf(Leaf leaf) {
    String id = leaf.operation().id();
    java.add(new Line(id, "PATH", leaf.path()));
    for (int set : Kind.sets().toArray()) {
      both(id, "text" + set, text(leaf, values(leaf, set)));
      java.add(new Line(id, "class" + set, binaryName(leaf)));
      java.add(new Line(id, "key" + set, key(leaf, set, position -> false)));
    }
    both(id, "any", text(leaf, position -> "*"));
    Function<Integer, String> bound = values(leaf, 0);
    both(id, "mixed", text(leaf, position -> position % 2 == 0 ? "*" : bound.apply(position)));
    java.add(new Line(id, "key mixed", key(leaf, 0, position -> position % 2 == 0)));
  }

  private void both(String id, String what, String says) {
    java.add(new Line(id, what, says));
    browser.add(new Line(id, what, says));
  }

  private String binaryName(Member member) {
    return tree.packageName() + "." + member.mention("$");
  }

  private static Function<Integer, String> values(Member member, int set) {
    List<Param> params = member.allParams();
    return position -> params.get(position).text(set, position);
  }

  private static String text(Member member, Function<Integer, String> values) {
    StringBuilder text = new StringBuilder();
    int position = 0;
    for (Member segment : member.segments()) {
      text.append(text.isEmpty() ? "" : ".").append(segment.wireName());
      int from = position;
      position += segment.params().size();
      if (position > from) {
        text.append(
            IntStream.range(from, position)
                .mapToObj(values::apply)
                .collect(Collectors.joining(",", "(", ")")));
      }
    }
    return text.toString();
  }

  /** {@return the texts of the leaves below a group: its values as given, all others any} */
  private static String resolved(Group group, Function<Integer, String> values) {
    int own = group.isRoot() ? 0 : group.allParams().size();
    return group.allLeaves().stream()
        .map(leaf -> text(leaf, position -> position < own ? values.apply(position) : "*"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** {@return the query key, up to the first any} */
  private static String key(Leaf leaf, int set, Function<Integer, Boolean> isAny) {
    List<String> key = new ArrayList<>();
    List<Param> params = leaf.allParams();
    if (!leaf.key().isEmpty()) {
      for (String element : leaf.key()) {
        List<String> names = params.stream().map(param -> "{" + param.name() + "}").toList();
        int position = names.lastIndexOf(element);
        if (position >= 0 && isAny.apply(position)) {
          return key.toString();
        }
        key.add(position < 0 ? element : params.get(position).plain(set, position));
      }
      return key.toString();
    }
    int position = 0;
    for (Member segment : leaf.segments()) {
      key.add(segment.wireName());
      for (Param param : segment.params()) {
        if (isAny.apply(position)) {
          return key.toString();
        }
        key.add(param.plain(set, position++));
      }
    }
    return key.toString();
  }
}
