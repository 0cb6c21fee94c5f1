// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.Tree.Deprecation;
import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds groups whose classes would have more constants than a class file holds.
 *
 * <p>What each part costs was measured with all debug information, on javac 17 and 25 and on ECJ
 * 3.46, in November 2026, and rounded up; LimitsIT compiles groups that only just fit.
 */
final class ClassFileLimits {
  /** What a class file holds is 65,535, some of which are those of the class itself. */
  private static final int MAX_CONSTANTS = 64_000;

  private static final int OF_A_MEMBER = 12;

  /** The class of the tree lists all those further down, besides their simple names. */
  private static final int OF_A_LISTED_CLASS = 2;

  /** Names and types are shared by all members that have them, and so are lists of types. */
  private static final int OF_A_NAME = 2;

  private static final int OF_A_SHAPE = 3;
  private static final int OF_AN_ENUM = 7;
  private static final int OF_A_RECORD = 15;

  /** Is one for each parameter, because it is a method of its own; ECJ needs most for it. */
  private static final int OF_A_BOX = 8;

  private ClassFileLimits() {}

  /** {@return whether the classes of the tree can be; those that cannot are reported} */
  static boolean hold(Tree tree, Problems problems) {
    Group root = tree.root();
    String name = tree.declared().simpleName();
    int[] classes = {0};
    Set<String> classNames = new HashSet<>();
    boolean[] fits = {holds(root, name, problems)};
    root.forEachMember(
        member -> {
          classes[0]++;
          classNames.add(member.className());
          fits[0] &=
              !(member instanceof Group group) || holds(group, group.type().simpleName(), problems);
        });
    int listed = (classes[0] - root.members().size()) * OF_A_LISTED_CLASS + classNames.size();
    if (fits[0] && constants(root.members()) + listed > MAX_CONSTANTS) {
      problems.report(Problem.TOO_MANY_CLASSES, root.origin(), name, classes[0]);
      return false;
    }
    return fits[0];
  }

  private static boolean holds(Group group, String name, Problems problems) {
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
        constants += param.boxed() ? OF_A_BOX : 0;
        if (param.component().isPresent()) {
          records.add(param.declared());
        }
        if (param.type() == ArgType.ENUM) {
          enums.add(param.componentType().orElse(param.declared()));
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
