// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.JavaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides how a source file mentions a type: by its simple name, unless a class of the file or of
 * its package has that name too. (An import would hide the class of the package, which matters in
 * the unnamed one: what is there has no other name.)
 */
final class Imports {
  private final String home;
  private final Set<String> declared;
  private final Predicate<String> isInPackage;
  private final Map<String, String> packages = new HashMap<>();

  /**
   * @param home the package of the file
   * @param declared the simple names of all classes in the file
   * @param isInPackage whether the package has a class with a simple name, outside the file
   */
  Imports(String home, Set<String> declared, Predicate<String> isInPackage) {
    this.home = home;
    this.declared = declared;
    this.isInPackage = isInPackage;
  }

  /** {@return the text that means the type, everywhere in the file} */
  String mention(JavaType type) {
    if (type.isPrimitive()) {
      return type.name();
    }
    String first = type.outermost().name();
    String known =
        packages.computeIfAbsent(first, name -> canMean(type) ? type.packageName() : "?");
    return known.equals(type.packageName()) ? type.name() : type.qualifiedName();
  }

  private boolean canMean(JavaType type) {
    String first = type.outermost().name();
    boolean isNeighbour = type.packageName().equals(home);
    boolean canBeHidden = home.isEmpty() || type.packageName().equals("java.lang");
    return !declared.contains(first)
        && (isNeighbour || !canBeHidden || !isInPackage.test(first)); // else it means the neighbour
  }

  /** {@return the lines for what was mentioned, sorted} */
  List<String> lines() {
    return packages.entrySet().stream()
        .filter(entry -> !Objects.equals(entry.getValue(), home))
        .filter(entry -> !entry.getValue().equals("?") && !entry.getValue().equals("java.lang"))
        .map(entry -> "import " + entry.getValue() + "." + entry.getKey() + ";")
        .sorted()
        .toList();
  }
}
