// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which package may know which: tag values ← log ← hub ← adapters, the processor beside them, the
 * application on top.
 */
class ArchitectureTest {
  /** What every package may use. */
  private static final List<String> EVERYWHERE = List.of("java..", "org.jspecify.annotations");

  private static final String TAGS = "dev.tagtree";
  private static final String LOG = "dev.tagtree.log";
  private static final String REDIS = "dev.tagtree.log.redis";
  private static final String HUB = "dev.tagtree.hub";
  private static final String UNDERTOW = "dev.tagtree.undertow";
  private static final String MICROMETER = "dev.tagtree.micrometer";
  private static final String POSTGRES = "dev.tagtree.log.postgres";
  private static final String PROCESSOR = "dev.tagtree.processor..";
  private static final String TREE = "dev.tagtree.processor.tree";
  private static final String READ = "dev.tagtree.processor.read";
  private static final String CHECK = "dev.tagtree.processor.check";
  private static final String WRITE = "dev.tagtree.processor.write";
  private static final List<String> SERVER = List.of("io.undertow..", "org.xnio..");

  /** The two libraries of the processor, where they are before and where they are in its jar. */
  private static final List<String> JAVAPOET =
      List.of("com.palantir.javapoet", "dev.tagtree.processor.shaded.javapoet");

  private static final List<String> JACKSON =
      List.of("tools.jackson.core..", "dev.tagtree.processor.shaded.jackson..");

  /** What the processor is built on: all but the compiler is in its jar, for every path. */
  private static final List<String> COMPILER =
      Stream.of(
              List.of(PROCESSOR, "javax.annotation.processing", "javax.lang.model.."),
              List.of("javax.tools", "com.google.auto.service"),
              JAVAPOET,
              JACKSON)
          .flatMap(List::stream)
          .toList();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/processor/shaded/"))
          .importPackages(TAGS);

  /**
   * One package and what it may depend on.
   *
   * @param needed those that it does depend on today: without any of them the rule must fail
   */
  record Direction(String from, List<String> needed, List<String> allowed) {
    ArchRule rule() {
      return rule(allowed);
    }

    ArchRule rule(List<String> permitted) {
      List<String> all = new ArrayList<>(EVERYWHERE);
      all.addAll(permitted);
      return classes()
          .that()
          .resideInAPackage(from)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(all.toArray(String[]::new)));
    }
  }

  static Stream<Direction> directions() {
    List<String> adapter = new ArrayList<>(List.of(TAGS, LOG, HUB, UNDERTOW));
    adapter.addAll(SERVER);
    adapter.add("javax.net.ssl"); // of the JDK
    return Stream.of(
        new Direction(TAGS, List.of(TAGS), List.of(TAGS)),
        new Direction(LOG, List.of(TAGS, LOG), List.of(TAGS, LOG)),
        new Direction(HUB, List.of(TAGS, LOG, HUB), List.of(TAGS, LOG, HUB)),
        new Direction(UNDERTOW, List.of(TAGS, LOG, HUB, UNDERTOW, "io.undertow.."), adapter),
        new Direction(
            REDIS,
            List.of(TAGS, LOG, REDIS, "redis.clients.jedis.."),
            List.of(TAGS, LOG, REDIS, "redis.clients.jedis..", "org.apache.commons.pool2..")),
        new Direction(
            MICROMETER,
            List.of(HUB, "io.micrometer.."),
            List.of(HUB, MICROMETER, "io.micrometer..")),
        new Direction(
            POSTGRES,
            List.of(TAGS, LOG, POSTGRES, "javax.sql", "org.postgresql.."),
            List.of(TAGS, LOG, POSTGRES, "javax.sql", "org.postgresql..")),
        new Direction(PROCESSOR, List.of(PROCESSOR, "javax.lang.model.."), COMPILER),
        new Direction(TREE, List.of(TREE), List.of(TREE)),
        new Direction(CHECK, List.of(TREE, CHECK), List.of(TREE, CHECK)),
        new Direction(
            READ,
            List.of(TREE, READ, "javax.lang.model.."),
            with(JACKSON, TREE, READ, "javax.lang.model..")),
        new Direction(
            WRITE,
            List.of(TREE, WRITE),
            with(JACKSON, TREE, WRITE, "javax.lang.model..", JAVAPOET.get(0), JAVAPOET.get(1))));
  }

  private static List<String> with(List<String> libraries, String... packages) {
    List<String> all = new ArrayList<>(libraries);
    all.addAll(List.of(packages));
    return all;
  }

  @ParameterizedTest
  @MethodSource("directions")
  void packageKnowsOnlyThoseBelowIt(Direction direction) {
    direction.rule().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("directions")
  void ruleFailsWhenADirectionIsTakenFromIt(Direction direction) {
    for (String needed : direction.needed()) {
      List<String> fewer = new ArrayList<>(direction.allowed());
      assertTrue(fewer.remove(needed), needed);
      assertTrue(
          direction.rule(fewer).evaluate(CLASSES).hasViolation(),
          direction.from() + " does not use " + needed);
    }
  }

  @Test
  void onlyTheAdapterKnowsUndertow() {
    ArchRule rule =
        noClasses()
            .that(resideInAPackage("dev.tagtree.."))
            .and()
            .resideOutsideOfPackages(UNDERTOW, "dev.tagtree.demo..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SERVER.toArray(String[]::new)));
    rule.check(CLASSES);
    ArchRule withoutException =
        noClasses()
            .that(resideInAPackage("dev.tagtree.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(SERVER.toArray(String[]::new)));
    assertTrue(withoutException.evaluate(CLASSES).hasViolation());
  }

  @Test
  void adaptersAndBackEndsAreKnownByNobody() {
    Set<String> spine = Set.of(TAGS, LOG, HUB);
    Set<String> runtime =
        packages().stream()
            .filter(name -> !name.startsWith("dev.tagtree.processor"))
            .filter(name -> !name.startsWith("dev.tagtree.demo"))
            .collect(Collectors.toSet());
    assertTrue(runtime.containsAll(spine), runtime.toString());
    assertTrue(
        runtime.containsAll(Set.of(UNDERTOW, MICROMETER, POSTGRES, REDIS)), runtime.toString());
    for (String leaf : runtime) {
      if (!spine.contains(leaf)) {
        noClasses()
            .that(resideInAnyPackage(runtime.toArray(String[]::new)))
            .and()
            .resideOutsideOfPackage(leaf)
            .should()
            .dependOnClassesThat(resideInAPackage(leaf))
            .check(CLASSES);
      }
    }
  }

  @Test
  void nobodyKnowsTheApplicationOrTheProcessor() {
    for (String top : List.of("dev.tagtree.demo..", PROCESSOR)) {
      noClasses()
          .that(resideInAPackage("dev.tagtree.."))
          .and()
          .resideOutsideOfPackage(top)
          .should()
          .dependOnClassesThat(resideInAPackage(top))
          .check(CLASSES);
    }
  }

  @Test
  void packagesFormNoCycle() {
    SlicesRuleDefinition.slices().assignedFrom(BY_PACKAGE).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everythingThatIsShippedIsLookedAt() {
    Set<String> shipped =
        Set.of(TAGS, LOG, HUB, UNDERTOW, MICROMETER, POSTGRES, REDIS, "dev.tagtree.processor");
    assertTrue(packages().containsAll(shipped), packages().toString());
    assertFalse(CLASSES.stream().anyMatch(type -> type.getPackageName().endsWith(".it")));
  }

  /** Each package is its own slice, {@code dev.tagtree} itself too. */
  private static final SliceAssignment BY_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
