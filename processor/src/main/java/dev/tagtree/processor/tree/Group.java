// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A tag for everything below it.
 *
 * @param declaration what it has in common with leaves
 * @param type the interface that the user declared
 * @param byMethod whether a method of the user returns it, rather than the bare interface
 * @param implementable whether a class with these members can implement that interface
 * @param members in the order of declaration
 */
public record Group(
    Declaration declaration,
    JavaType type,
    boolean byMethod,
    boolean implementable,
    List<Member> members)
    implements Member {

  /** {@return the group with only some of its members; what lacks a method implements nothing} */
  public Group with(List<Member> some) {
    return new Group(
        declaration,
        type,
        byMethod,
        implementable && methods(some) == methods(members),
        List.copyOf(some));
  }

  /** {@return how many methods of the user some members have} */
  public static long methods(List<Member> members) {
    return members.stream()
        .filter(member -> !(member instanceof Group group) || group.byMethod())
        .count();
  }

  /**
   * {@return the texts of all leaves below it, relative, sorted; {@code *} for each value,
   * {@code @} for each that is a scope}
   */
  public List<String> leafTexts() {
    List<String> texts = new ArrayList<>();
    for (Member member : members) {
      String text = member.wireName() + anyValues(member.params());
      if (member instanceof Group group) {
        group.leafTexts().forEach(below -> texts.add(text + "." + below));
      } else {
        texts.add(text);
      }
    }
    texts.sort(null);
    return texts;
  }

  private static String anyValues(List<Param> params) {
    return params.isEmpty()
        ? ""
        : params.stream()
            .map(param -> param.scope() ? "@" : "*")
            .collect(Collectors.joining(",", "(", ")"));
  }

  /** Visits everything below it, in the order of declaration. */
  public void forEachMember(Consumer<Member> visitor) {
    for (Member member : members) {
      visitor.accept(member);
      if (member instanceof Group group) {
        group.forEachMember(visitor);
      }
    }
  }
}
