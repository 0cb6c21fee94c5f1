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

  /** Lombok changes javac from within, so ECJ does without what uses it. */
  private static final String WITH_LOMBOK = "WithLombok.java";

  private static final String PRINTS =
      """
      todos.byId(7)
      Page[tag=todos.byTitle(tea), number=2]
      Change{tag=todos.byTitle(tea)}
      Entry{tag=todos.byTitle(tea)}
      todos.byTitle(tea)
      [todos] [todos, todos.byId] [todos.byTitle]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"17, first", "17, last", "25, first", "25, last"})
  void allFiveGenerateBesideOurs(int version, String place) throws Exception {
    Jdk jdk = Jdk.find(version);

    String said = jdk.run("javac", strict(path("", place), sources("Refused.java")));

    assertEquals("", ofCompiler(said));
    assertEquals(GENERATED, generated());
    assertEquals(
        PRINTS + "Row(title=tea, tag=todos.byTitle(tea))\n",
        jdk.run("java", "-cp", classPath(), "com.example.WithLombok"));
  }

  @ParameterizedTest
  @CsvSource({"17, first", "25, last"})
  void eclipseCompilerRunsAllThatItCan(int version, String place) throws Exception {
    Jdk jdk = Jdk.find(version);

    String said =
        jdk.run(
            "java", ecj(path("lombok", place), sources("Refused.java", "Row.java", WITH_LOMBOK)));

    assertEquals("", said);
    assertEquals(GENERATED, generated());
    assertEquals(PRINTS, jdk.run("java", "-cp", classPath(), "com.example.Main"));
  }

  @ParameterizedTest
  @CsvSource({"17, first", "25, last"})
  void valuesOfOtherProcessorsAreRefusedWithASentenceEachAndNothingElse(int version, String place)
      throws Exception {
    String said = Jdk.find(version).fail("javac", strict(path("", place), sources(WITH_LOMBOK)));

    List<String> errors =
        ofCompiler(said)
            .lines()
            .filter(line -> !line.startsWith(" ")) // the source, and where in it
            .map(line -> line.replaceFirst(".*Refused.java:(\\d+): error: \\[(\\w+)].*", "$1 $2"))
            .toList();
    assertEquals(List.of("9 TT052", "11 TT052", "13 TT052", "3 errors"), errors, said);
  }

  @Test
  void eclipseCompilerRefusesThemInTheSamePlaces() throws Exception {
    String said =
        Jdk.find(Jdk.OLDEST).fail("java", ecj(path("lombok", "last"), sources(WITH_LOMBOK)));

    List<String> errors =
        said.lines()
            .filter(line -> line.matches(".*(ERROR|\\[TT\\d+]|problem).*"))
            .map(
                line -> line.replaceFirst("\\d+\\. ERROR.*Refused.java \\(at line (\\d+)\\)", "$1"))
            .map(line -> line.replaceFirst("\\[(TT\\d+)].*", "$1"))
            .toList();
    assertEquals(
        List.of("9", "TT052", "11", "TT052", "13", "TT052", "3 problems (3 errors)"), errors, said);
  }

  /** Which is why the page of what can go wrong tells its users to declare a Tag. */
  @Test
  void recordBuilderDoesNotWaitForTypesOfOthers() throws Exception {
    Path late =
        Files.writeString(
            folder.resolve("Late.java"),
            "package com.example;\n@io.soabase.recordbuilder.core.RecordBuilder\n"
                + "record Late(AppTags.Todos.ByTitle tag) {}");
    List<String> sources = new ArrayList<>(sources("Refused.java"));
    sources.add(late.toString());

    String said = Jdk.find(Jdk.OLDEST).fail("javac", strict(path("", "first"), sources));

    assertTrue(said.contains("LateBuilder.java:"), said);
    assertTrue(said.contains("package AppTags.Todos does not exist"), said);
  }

  /** {@return what the compiler says: on JDK 25, the virtual machine warns of how Lombok works} */
  private static String ofCompiler(String said) {
    return said.lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .collect(Collectors.joining("\n"));
  }

  private String[] strict(List<String> path, List<String> sources) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-processing", "-Werror"));
    arguments.addAll(List.of(arguments(path, sources)));
    return arguments.toArray(String[]::new);
  }

  private String[] ecj(List<String> path, List<String> sources) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-jar", Artifacts.ecj(), "-failOnWarning"));
    arguments.addAll(List.of(arguments(path, sources)));
    return arguments.toArray(String[]::new);
  }

  /** {@return all processors but some, with ours first or last} */
  private static List<String> path(String without, String place) throws IOException {
    List<String> path = others(without);
    path.add(place.equals("first") ? 0 : path.size(), Artifacts.processor().toString());
    return path;
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
          Files.exists(folder.resolve("classes/META-INF/tagtree/contracts/com.example.App.js")));
      return names;
    }
  }
}
