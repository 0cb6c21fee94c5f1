// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.tagtree.it.docs.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house is as its tables say: which package may know which, and which room has what. */
class ArchitectureTest {
  /** As they were compiled: what a jar brings along under another name is not ours. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Stream.concat(Room.all().stream().map(Room::classes), Stream.of(Room.PROCESSOR))
                  .toList());

  static List<Direction> directions() {
    return Direction.all();
  }

  static List<Room> rooms() {
    return Room.all();
  }

  @ParameterizedTest
  @MethodSource("directions")
  void packageKnowsOnlyWhatItsLineNames(Direction direction) {
    direction.rule().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("directions")
  void lineNamesNothingThatItsPackageDoesNotUse(Direction direction) {
    for (String known : direction.known()) {
      List<String> fewer = new ArrayList<>(direction.known());
      fewer.remove(known);
      assertTrue(
          direction.rule(fewer).evaluate(CLASSES).hasViolation(),
          direction.from() + " does not use " + known);
    }
  }

  @Test
  void lineNamesOnlyPackagesAboveIt() {
    Set<String> above = new HashSet<>();
    for (Direction direction : runtime()) {
      for (String known : direction.known()) {
        assertTrue(!Direction.isOurs(known) || above.contains(known), direction + ": " + known);
      }
      above.add(direction.from());
    }
  }

  @Test
  void packagesFormNoCycle() {
    SlicesRuleDefinition.slices().assignedFrom(BY_PACKAGE).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageThatIsShippedHasALine() {
    Set<String> lines =
        directions().stream().map(Direction::from).collect(Collectors.toCollection(TreeSet::new));
    Set<String> shipped =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(lines, shipped);
  }

  @Test
  void theTableOfRoomsNamesEachFolderThatIsBuilt() throws IOException {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> all = Files.list(Document.ROOT.resolve("runtime"))) {
      all.filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .forEach(folder -> folders.add("runtime/" + folder.getFileName()));
    }
    Set<String> rows = rooms().stream().map(Room::folder).collect(Collectors.toSet());
    rows.add("runtime/bom"); // no room: it has nothing in it
    assertEquals(new TreeSet<>(rows), folders);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomNeedsWhatItsPomSays(Room room) {
    Pom pom = Pom.of(room.folder());
    assertEquals(room.artifact(), pom.artifact());
    assertEquals(room.needs(), pom.needs());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void classesOfARoomAreBelowItsOwnPackage(Room room) throws IOException {
    Path classes = room.classes();
    String below = room.below().replace('.', '/') + "/";
    try (Stream<Path> files = Files.walk(classes)) {
      List<String> names =
          files
              .map(file -> classes.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .toList();
      assertFalse(names.isEmpty(), room::toString);
      assertEquals(List.of(), names.stream().filter(name -> !name.startsWith(below)).toList());
    }
  }

  @Test
  void noTwoRoomsShareAPackage() throws IOException {
    Map<String, Set<String>> rooms = new TreeMap<>();
    for (Room room : rooms()) {
      Path classes = room.classes();
      try (Stream<Path> files = Files.walk(classes)) {
        files
            .filter(file -> file.toString().endsWith(".class"))
            .map(file -> classes.relativize(file.getParent()).toString())
            .forEach(
                name -> rooms.computeIfAbsent(name, any -> new TreeSet<>()).add(room.folder()));
      }
    }
    rooms.forEach((name, places) -> assertEquals(1, places.size(), name + " is in " + places));
  }

  @Test
  void theBomNamesAllArtifactsInThisVersion() {
    Pom bom = Pom.of("runtime/bom");
    Set<String> artifacts =
        rooms().stream().map(Room::artifact).collect(Collectors.toCollection(TreeSet::new));
    artifacts.add("tagtree-processor");
    assertEquals(artifacts, bom.managed());
    assertEquals(Pom.of("").version(), bom.version());
  }

  /** What only tests need of it, such as engines that run without being installed, is theirs. */
  @Test
  void theDemoNeedsWhatAnApplicationNeedsAndNoTest() {
    assertEquals(
        new TreeSet<>(List.of("h2", "jackson-databind", "tagtree-postgres", "tagtree-undertow")),
        Pom.of("integration-tests/demo").needs());
  }

  @Test
  void signaturesOfTheCoreNameNobodyElse() {
    Set<String> foreign = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (Signatures.isVisible(type) && isOfTheCore(type.getPackageName())) {
        foreign.addAll(Signatures.foreign(type));
      }
    }
    assertEquals(Set.of(), foreign);
  }

  @Test
  void signaturesThatNameSomebodyElseAreFound() {
    Set<String> foreign = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (Signatures.isVisible(type) && !isOfTheCore(type.getPackageName())) {
        foreign.addAll(Signatures.foreign(type));
      }
    }
    assertTrue(foreign.stream().anyMatch(line -> line.contains("io.undertow")), foreign::toString);
    assertTrue(
        foreign.stream().anyMatch(line -> line.contains("redis.clients")), foreign::toString);
  }

  /** {@return whether a package's line says that it is in the core} */
  private static boolean isOfTheCore(String name) {
    return Document.read("runtime/README.md")
        .table("package | room | what is in it | knows")
        .stream()
        .anyMatch(row -> row.get(0).equals("`" + name + "`") && row.get(1).equals("core"));
  }

  private static List<Direction> runtime() {
    return directions().stream()
        .filter(direction -> !direction.from().startsWith("dev.tagtree.processor"))
        .toList();
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
}
