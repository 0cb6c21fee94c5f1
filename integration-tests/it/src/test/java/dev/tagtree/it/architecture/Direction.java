// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import dev.tagtree.it.docs.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of a table of packages: one package and what it may know.
 *
 * @param from the package
 * @param known packages of ours, and what those of others are in or below
 */
record Direction(String from, List<String> known) {
  static List<Direction> all() {
    return Stream.concat(
            rows("runtime/README.md", "package | room | what is in it | knows"),
            rows("processor/README.md", "package | what is in it | knows"))
        .toList();
  }

  private static Stream<Direction> rows(String document, String heading) {
    return Document.read(document).table(heading).stream()
        .map(
            row ->
                new Direction(
                    Room.codes(row.get(0)).get(0),
                    row.size() < heading.split("\\|").length
                        ? List.of()
                        : Room.codes(row.get(row.size() - 1))));
  }

  ArchRule rule() {
    return rule(known);
  }

  /** {@return the rule that it may know these only, beside itself, Java and JSpecify} */
  ArchRule rule(List<String> permitted) {
    List<String> all = new ArrayList<>(List.of("java..", "org.jspecify.annotations", from));
    for (String name : permitted) {
      all.add(isOurs(name) ? name : name + "..");
    }
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(all.toArray(String[]::new)));
  }

  static boolean isOurs(String name) {
    return name.equals("dev.tagtree") || name.startsWith("dev.tagtree.");
  }

  @Override
  public String toString() {
    return from;
  }
}
