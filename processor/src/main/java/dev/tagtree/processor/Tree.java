// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;

/**
 * A declared tree, as the writers see it. Knows no compiler: the origin of a part is only where a
 * problem is reported.
 *
 * @param declared the annotated interface
 * @param generated the class that will be written
 * @param isPublic whether that class is public
 * @param usesDeprecated whether something that the generated code mentions is deprecated
 * @param root the group without a name
 */
record Tree(
    JavaType declared, JavaType generated, boolean isPublic, boolean usesDeprecated, Group root) {

  /** {@return the name of the schema and of the generated files} */
  String name() {
    return declared.qualifiedName();
  }

  /** {@return the name of the browser's export} */
  String export() {
    return Names.decapitalise(generated.name());
  }

  /** A leaf or a group. */
  sealed interface Member {
    /** {@return the Java method that gives it} */
    String method();

    /** {@return the simple name of the generated class} */
    String className();

    /** {@return the name in the text of a tag} */
    String wireName();

    /** {@return the wire names from the root, separated by dots; empty for the root} */
    String path();

    /** {@return its own parameters} */
    List<Param> params();

    /** {@return the documentation, without its markup; empty if there is none} */
    String doc();

    /** {@return how it is deprecated; empty if it is not} */
    Optional<Deprecation> deprecation();

    /** {@return where it was declared} */
    Element origin();
  }

  /**
   * A tag for everything below it.
   *
   * @param type the interface that the user declared
   * @param byMethod whether a method of the user returns it, rather than the bare interface
   * @param methods how many methods a class needs to implement that interface
   * @param members in the order of declaration
   */
  record Group(
      String method,
      String className,
      String wireName,
      String path,
      JavaType type,
      boolean byMethod,
      int methods,
      List<Param> params,
      List<Member> members,
      String doc,
      Optional<Deprecation> deprecation,
      Element origin)
      implements Member {

    /** {@return the group with only some of its members} */
    Group with(List<Member> some) {
      return new Group(
          method,
          className,
          wireName,
          path,
          type,
          byMethod,
          methods,
          params,
          List.copyOf(some),
          doc,
          deprecation,
          origin);
    }

    /**
     * {@return whether each method of the interface has its member, so that a class can implement
     * it; some are left out where they are wrong}
     */
    boolean isComplete() {
      return members.stream()
              .filter(member -> !(member instanceof Group group) || group.byMethod())
              .count()
          == methods;
    }

    /**
     * {@return the texts of all leaves below it, relative, sorted; {@code *} for each value,
     * {@code @} for each that is a scope}
     */
    List<String> leafTexts() {
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

    /** Visits everything below it, in the order of declaration. */
    void forEachMember(Consumer<Member> visitor) {
      for (Member member : members) {
        visitor.accept(member);
        if (member instanceof Group group) {
          group.forEachMember(visitor);
        }
      }
    }
  }

  /**
   * A tag for one thing.
   *
   * @param key the elements of its query key, with {n} for the value at position n of the whole tag
   */
  record Leaf(
      String method,
      String className,
      String wireName,
      String path,
      List<Param> params,
      Optional<List<String>> key,
      String doc,
      Optional<Deprecation> deprecation,
      Element origin)
      implements Member {}

  /**
   * How a member is deprecated.
   *
   * @param since as in the annotation; empty if it does not say
   * @param forRemoval as in the annotation
   * @param doc what the documentation says of it; empty if it says nothing
   */
  record Deprecation(String since, boolean forRemoval, String doc) {}

  /**
   * A parameter.
   *
   * @param name as declared
   * @param type how its values are written
   * @param declared its Java type
   * @param component the only component, if the type is a record
   * @param componentType its type
   * @param boxed whether a box of it would choose another constructor of the record
   * @param constants the names of the constants, if it is an enum
   * @param scope whether it decides who may see a tag
   */
  record Param(
      String name,
      ArgType type,
      JavaType declared,
      Optional<String> component,
      Optional<JavaType> componentType,
      boolean boxed,
      List<String> constants,
      boolean scope) {}

  private static String anyValues(List<Param> params) {
    return params.isEmpty()
        ? ""
        : params.stream()
            .map(param -> param.scope() ? "@" : "*")
            .collect(Collectors.joining(",", "(", ")"));
  }
}
