// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check;

import static dev.tagtree.processor.tree.Problem.CASE_ONLY;
import static dev.tagtree.processor.tree.Problem.CONSTANT_CLASS;
import static dev.tagtree.processor.tree.Problem.ENCLOSING_CLASS;
import static dev.tagtree.processor.tree.Problem.ENCLOSING_TREE;
import static dev.tagtree.processor.tree.Problem.LONG_CLASS_NAME;
import static dev.tagtree.processor.tree.Problem.SAME_ACCESSOR;
import static dev.tagtree.processor.tree.Problem.SAME_CLASS;
import static dev.tagtree.processor.tree.Problem.SAME_PATH;

import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Origin;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The check of a tree: members whose generated names collide are left out, and so are trees that
 * class files cannot hold.
 */
public final class TreeChecker {
  private static final Set<String> CONSTANTS = Set.of("PATH", "INSTANCE", "KEY", "ALL");

  /** The limit of file systems. */
  private static final int MAX_FILE_NAME_BYTES = 255;

  private final Problems problems;

  private TreeChecker(Problems problems) {
    this.problems = problems;
  }

  /**
   * {@return the tree without the members that would have no class of their own; empty if the rest
   * is more than class files hold}
   *
   * @param problems where what is left out is reported
   */
  public static Optional<Tree> check(Tree tree, Problems problems) {
    TreeChecker checker = new TreeChecker(problems);
    Group distinct = checker.distinct(tree.root());
    Tree checked = tree.with(checker.nestable(distinct, List.of(tree.generated().name())));
    return ClassFileLimits.admits(checked, problems) ? Optional.of(checked) : Optional.empty();
  }

  /** {@return a group without the members that collide with one before them, as reported} */
  private Group distinct(Group group) {
    List<Member> members =
        group.members().stream()
            .<Member>map(member -> member instanceof Group nested ? distinct(nested) : member)
            .toList();
    return group.with(distinct(members));
  }

  private List<Member> distinct(List<Member> members) {
    List<Member> usable = new ArrayList<>();
    Map<String, Member> classes = new HashMap<>();
    Map<String, Member> methods = new HashMap<>();
    Map<String, Member> wireNames = new HashMap<>();
    for (Member member : members) {
      String folded = member.className().toLowerCase(Locale.ROOT);
      Member sameClass = classes.get(folded);
      Member sameMethod = methods.get(member.method());
      Member sameName = wireNames.get(member.wireName());
      Origin at = member.origin();
      if (sameMethod != null) {
        problems.report(
            SAME_ACCESSOR,
            at,
            group(member, sameMethod).className(),
            other(member, sameMethod).method(),
            member.method());
      } else if (sameClass != null && sameClass.className().equals(member.className())) {
        problems.report(SAME_CLASS, at, name(sameClass), name(member), member.className());
      } else if (sameClass != null) {
        problems.report(CASE_ONLY, at, name(sameClass), name(member));
      } else if (sameName != null) {
        problems.report(SAME_PATH, at, name(sameName), name(member), member.path());
      } else if (CONSTANTS.contains(member.className())) {
        problems.report(CONSTANT_CLASS, at, name(member), member.className());
      } else {
        usable.add(member);
        classes.put(folded, member);
        methods.put(member.method(), member);
        wireNames.put(member.wireName(), member);
      }
    }
    return usable;
  }

  /** {@return a group without what Java or file systems cannot nest there, as reported} */
  private Group nestable(Group group, List<String> around) {
    List<Member> usable = new ArrayList<>();
    for (Member member : group.members()) {
      int place = around.indexOf(member.className());
      List<String> names = new ArrayList<>(around);
      names.add(member.className());
      String file = String.join("$", names) + ".class";
      int bytes = file.getBytes(StandardCharsets.UTF_8).length;
      if (place >= 0) {
        problems.report(
            place == 0 ? ENCLOSING_TREE : ENCLOSING_CLASS,
            member.origin(),
            name(member),
            group.type().simpleName(),
            member.className());
      } else if (bytes > MAX_FILE_NAME_BYTES) {
        problems.report(LONG_CLASS_NAME, member.origin(), name(member), file, bytes);
      } else if (member instanceof Group nested) {
        usable.add(nestable(nested, names));
      } else {
        usable.add(member);
      }
    }
    return group.with(usable);
  }

  private static Member group(Member one, Member two) {
    return one instanceof Group ? one : two;
  }

  private static Member other(Member one, Member two) {
    return one instanceof Group ? two : one;
  }

  private static String name(Member member) {
    return member instanceof Group ? member.className() : member.method();
  }
}
