// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The types of others that whoever compiles against a class gets to see. */
final class Signatures {
  private Signatures() {}

  /** {@return whether a class and all around it are public} */
  static boolean isVisible(JavaClass type) {
    Optional<JavaClass> around = type.getEnclosingClass();
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && (around.isEmpty() || isVisible(around.get()));
  }

  /** {@return where it names a type that is neither Java's, ours, JSpecify's nor Micrometer's} */
  static Set<String> foreign(JavaClass type) {
    Set<String> found = new TreeSet<>();
    Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .forEach(above -> add(found, type.getName(), above, type));
    for (JavaMember member : type.getMembers()) {
      if (isInherited(member)) {
        for (JavaType named : named(member)) {
          add(found, member.getFullName(), named, type);
        }
      }
    }
    return found;
  }

  private static boolean isInherited(JavaMember member) {
    return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
        && (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static List<JavaType> named(JavaMember member) {
    if (member instanceof JavaCodeUnit code) {
      Stream<JavaType> thrown =
          code.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
      return Stream.of(Stream.of(code.getReturnType()), code.getParameterTypes().stream(), thrown)
          .flatMap(types -> types)
          .toList();
    }
    return List.of(((JavaField) member).getType());
  }

  private static void add(Set<String> found, String where, JavaType named, JavaClass in) {
    for (JavaClass raw : named.getAllInvolvedRawTypes()) {
      JavaClass element = raw.getBaseComponentType();
      String name = element.getPackageName();
      boolean isMetric =
          name.startsWith("io.micrometer") && in.getPackageName().equals("dev.tagtree.micrometer");
      if (!element.isPrimitive()
          && !name.startsWith("java.")
          && !Direction.isOurs(name)
          && !name.startsWith("org.jspecify")
          && !isMetric) {
        found.add(where + " names " + element.getName());
      }
    }
  }
}
