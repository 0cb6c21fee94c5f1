// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check;

import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Member.Deprecation;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Param.Component;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The limits of class files: groups whose classes would have more constants than one holds.
 *
 * <p>What each part costs was measured with all debug information, on javac 17 and 25 and on ECJ
 * 3.46, in November 2026, and rounded up; LimitsIT compiles groups that only just fit.
 */
final class ClassFileLimits {
  /** The constants of all members; a class file holds 65,535, and the class has some itself. */
  private static final int MAX_CONSTANTS = 64_000;

  private static final int OF_A_MEMBER = 12;

  /** The class of the tree lists all those further down, besides their simple names. */
  private static final int OF_A_LISTED_CLASS = 2;

  /** Names and types are shared by all members that have them, and so are lists of types. */
  private static final int OF_A_NAME = 2;

  private static final int OF_A_SHAPE = 3;
  private static final int OF_AN_ENUM = 7;
  private static final int OF_A_RECORD = 15;

  /** A box costs so much for each parameter: it is a method of its own; ECJ needs most. */
  private static final int OF_A_BOX = 8;

  private ClassFileLimits() {}

  /** {@return whether the classes of the tree can be; those that cannot are reported} */
  static boolean admits(Tree tree, Problems problems) {
    Group root = tree.root();
    String name = tree.declared().simpleName();
    int[] classes = {0};
    Set<String> classNames = new HashSet<>();
    boolean[] fits = {admits(root, name, problems)};
    root.forEachMember(
        member -> {
          classes[0]++;
          classNames.add(member.className());
          fits[0] &=
              !(member instanceof Group group)
                  || admits(group, group.type().simpleName(), problems);
        });
    int listed = (classes[0] - root.members().size()) * OF_A_LISTED_CLASS + classNames.size();
    if (fits[0] && constants(root.members()) + listed > MAX_CONSTANTS) {
      problems.report(Problem.TOO_MANY_CLASSES, root.origin(), name, classes[0]);
      return false;
    }
    return fits[0];
  }

  private static boolean admits(Group group, String name, Problems problems) {
    boolean holds = constants(group.members()) <= MAX_CONSTANTS;
    if (!holds) {
      problems.report(Problem.TOO_MANY_MEMBERS, group.origin(), name, group.members().size());
    }
    return holds;
  }

  /** {@return at most how many constants the class with these members needs} */
  private static int constants(List<Member> members) {
    Set<String> names = new HashSet<>();
    Set<JavaType> enums = new HashSet<>();
    Set<JavaType> records = new HashSet<>();
    Set<List<JavaType>> shapes = new HashSet<>();
    int constants = 0;
    for (Member member : members) {
      boolean hasKey = member instanceof Leaf leaf && leaf.key().isPresent();
      boolean hasSince = !member.deprecation().map(Deprecation::since).orElse("").isEmpty();
      boolean isNamed = !member.wireName().equals(member.method());
      constants += OF_A_MEMBER + (hasKey ? 1 : 0) + (hasSince ? 1 : 0) + (isNamed ? 1 : 0);
      shapes.add(member.params().stream().map(Param::declared).toList());
      for (Param param : member.params()) {
        names.add(param.name());
        constants += param.component().filter(Component::boxed).isPresent() ? OF_A_BOX : 0;
        if (param.component().isPresent()) {
          records.add(param.declared());
        }
        if (param.type() == ArgType.ENUM) {
          enums.add(param.written());
        }
      }
    }
    return constants
        + names.size() * OF_A_NAME
        + shapes.size() * OF_A_SHAPE
        + enums.size() * OF_AN_ENUM
        + records.size() * OF_A_RECORD;
  }
}
