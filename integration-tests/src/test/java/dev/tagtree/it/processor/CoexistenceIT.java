// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On one path with Lombok, MapStruct, Immutables, record-builder and AutoValue, each sees what the
 * others generate.
 */
class CoexistenceIT {
  private static final Path SOURCES =
      Path.of("src/test/resources/dev/tagtree/it/processor/coexistence");
  private static final Path PROCESSORS = Path.of("target", "processors");

  private static final List<String> GENERATED =
      List.of(
          "AppTags",
          "AutoValue_Entry",
          "ImmutableChange",
          "PageBuilder",
          "TodoIdRecord",
          "TodoIdRecordBuilder",
          "TodoMapperImpl");

  private static final String PRINTS =
      """
      todos.byId(7)
      Page[tag=todos.byTitle(tea), number=2]
      Change{tag=todos.byTitle(tea)}
      Entry{tag=todos.byTitle(tea)}
      todos.byTitle(tea)
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"17, first", "17, last", "25, first", "25, last"})
  void allFiveGenerateBesideOurs(int version, String place) throws Exception {
    Jdk jdk = Jdk.find(version);
    List<String> path = others("");
    path.add(place.equals("first") ? 0 : path.size(), Artifacts.processor().toString());

    String said = jdk.run("javac", arguments(path, sources("Refused.java")));

    assertEquals("", warnings(said));
    assertEquals(GENERATED, generated());
    assertEquals(
        PRINTS + "Row(title=tea, tag=todos.byTitle(tea))\n",
        jdk.run("java", "-cp", classPath(), "com.example.WithLombok"));
  }

  @Test
  void eclipseCompilerRunsAllThatItCan() throws Exception {
    List<String> path = others("lombok"); // which changes javac from within
    path.add(Artifacts.processor().toString());
    List<String> command = new ArrayList<>(List.of("-jar", Artifacts.ecj(), "-nowarn"));
    command.addAll(
        List.of(arguments(path, sources("Refused.java", "Row.java", "WithLombok.java"))));
    Jdk jdk = Jdk.find(Jdk.OLDEST);

    jdk.run("java", command.toArray(String[]::new));

    assertEquals(GENERATED, generated());
    assertEquals(PRINTS, jdk.run("java", "-cp", classPath(), "com.example.Main"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void valuesOfOtherProcessorsAreRefusedWithASentenceEach(int version) throws Exception {
    List<String> path = others("");
    path.add(Artifacts.processor().toString());

    String said = Jdk.find(version).fail("javac", arguments(path, sources("WithLombok.java")));

    List<String> errors =
        said.lines()
            .filter(line -> line.contains(" error: [TT"))
            .map(line -> line.replaceFirst(".*Refused.java:(\\d+): error: \\[(\\w+)].*", "$1 $2"))
            .toList();
    assertEquals(List.of("9 TT052", "11 TT052", "13 TT052"), errors, said);
  }

  /** {@return what is said of more than options: javac and MapStruct talk of those} */
  private static String warnings(String said) {
    return said.lines().filter(line -> line.contains(".java:")).collect(Collectors.joining("\n"));
  }

  private String[] arguments(List<String> path, List<String> sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path generated = Files.createDirectories(folder.resolve("generated"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-cp",
                classPath(),
                "-processorpath",
                String.join(File.pathSeparator, path),
                "-d",
                classes.toString(),
                "-s",
                generated.toString()));
    arguments.addAll(sources);
    return arguments.toArray(String[]::new);
  }

  private String classPath() throws IOException {
    List<String> path = others("processor|auto-value-\\d|javapoet");
    path.add(folder.resolve("classes").toString());
    path.add(Artifacts.runtime());
    return String.join(File.pathSeparator, path);
  }

  private static List<String> sources(String... without) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> !List.of(without).contains(file.getFileName().toString()))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /** {@return the jars of the other processors and their annotations, without some} */
  private static List<String> others(String without) throws IOException {
    try (Stream<Path> jars = Files.list(PROCESSORS)) {
      return jars.filter(
              jar ->
                  without.isEmpty()
                      || !jar.getFileName().toString().matches(".*(" + without + ").*"))
          .map(jar -> jar.toAbsolutePath().toString())
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private List<String> generated() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("generated/com/example"))) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".java", "")).sorted().toList();
      assertTrue(
          Files.exists(folder.resolve("classes/META-INF/resources/tagtree/com.example.App.js")));
      return names;
    }
  }
}
