// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static dev.tagtree.processor.Problem.CASE_ONLY;
import static dev.tagtree.processor.Problem.CONSTANT_CLASS;
import static dev.tagtree.processor.Problem.ENCLOSING_CLASS;
import static dev.tagtree.processor.Problem.ENCLOSING_TREE;
import static dev.tagtree.processor.Problem.SAME_ACCESSOR;
import static dev.tagtree.processor.Problem.SAME_CLASS;
import static dev.tagtree.processor.Problem.SAME_PATH;

import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Finds members of one tree whose generated names collide. */
final class TreeChecker {
  private static final Set<String> CONSTANTS = Set.of("PATH", "INSTANCE", "KEY", "ALL");

  private TreeChecker() {}

  /**
   * {@return the members of a group that collide with none before them; the others are reported}
   */
  static List<Member> usable(List<Member> members, TypeElement type, Problems problems) {
    List<Member> usable = new ArrayList<>();
    Map<String, Member> classes = new HashMap<>();
    Map<String, Member> methods = new HashMap<>();
    Map<String, Member> wireNames = new HashMap<>();
    for (Member member : members) {
      String folded = member.className().toLowerCase(Locale.ROOT);
      Member sameClass = classes.get(folded);
      Member sameMethod = methods.get(member.method());
      Member sameName = wireNames.get(member.wireName());
      Element at = member.origin();
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
    return List.copyOf(usable);
  }

  /** {@return the tree without the members whose class would have the name of one around it} */
  static Tree check(Tree tree, Problems problems) {
    return new Tree(
        tree.declared(),
        tree.generated(),
        tree.isPublic(),
        tree.usesDeprecated(),
        check(tree.root(), List.of(tree.generated().name()), problems));
  }

  private static Group check(Group group, List<String> around, Problems problems) {
    List<Member> usable = new ArrayList<>();
    for (Member member : group.members()) {
      int place = around.indexOf(member.className());
      if (place >= 0) {
        problems.report(
            place == 0 ? ENCLOSING_TREE : ENCLOSING_CLASS,
            member.origin(),
            name(member),
            group.type().simpleName(),
            member.className());
      } else if (member instanceof Group nested) {
        List<String> deeper = new ArrayList<>(around);
        deeper.add(nested.className());
        Group checked = check(nested, deeper, problems);
        if (!checked.members().isEmpty()) {
          usable.add(checked);
        }
      } else {
        usable.add(member);
      }
    }
    return new Group(
        group.method(),
        group.className(),
        group.wireName(),
        group.path(),
        group.type(),
        group.byMethod(),
        group.params(),
        List.copyOf(usable),
        group.doc(),
        group.deprecation(),
        group.origin());
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
