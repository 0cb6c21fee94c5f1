// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.it.processor.Artifacts;
import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Folder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages by which users find what went wrong are what the compilers really say. */
class WhatCanGoWrongIT {
  private static final String TREE = "import dev.tagtree.*;\n@TagTree public interface App";
  private static final String USES = "package com.example;\nclass Uses { AppTags.List list; }";

  @TempDir private Path folder;

  /** Those that the page lists. */
  private static final String DOES_NOT_EXIST = "package AppTags does not exist";

  private static final String CANNOT_FIND = "cannot find symbol";
  private static final String CANNOT_BE_RESOLVED = "AppTags cannot be resolved";
  private static final String UNSUPPORTED = "Unsupported @SuppressWarnings(\"tagtree\")";
  private static final String LAST_ROUND =
      "File for type 'com.example.AppTags' created in the last round will not be subject to"
          + " annotation processing";
  private static final String NOT_EXPORTED = "is not indirectly exported using";
  private static final String IN_NO_MODULE = "App cannot be resolved to a type";
  private static final String AUXILIARY =
      "auxiliary class Kind in App.java should not be accessed from outside its own source file";
  private static final String NO_SUCH_METHOD = "NoSuchMethodError: 'com.example.AppTags";

  @Test
  void everyMessageOfThePageIsTested() {
    Set<String> listed =
        Pattern.compile("(?m)^### `(.*)`$")
            .matcher(Document.read("processor/README.md").text())
            .results()
            .map(heading -> heading.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        new TreeSet<>(
            List.of(
                DOES_NOT_EXIST,
                CANNOT_FIND,
                CANNOT_BE_RESOLVED,
                UNSUPPORTED,
                IN_NO_MODULE,
                LAST_ROUND,
                NOT_EXPORTED,
                AUXILIARY,
                NO_SUCH_METHOD)),
        listed);
  }

  @Test
  void newerCompilersRunNoProcessorThatIsMerelyOnTheClassPath() throws Exception {
    source("App.java", TREE + " { Tag list(); }");
    source("Uses.java", USES);
    String both = Artifacts.runtime() + File.pathSeparator + Artifacts.processor();

    Jdk.find(Jdk.OLDEST).run("javac", arguments("-cp", both));
    String said = Jdk.find(Jdk.NEWEST).fail("javac", arguments("-cp", both));
    Jdk.find(Jdk.NEWEST).run("javac", arguments("-cp", both, "-proc:full"));

    assertTrue(said.contains(DOES_NOT_EXIST), said);
    assertFalse(said.contains("[TT"), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void withoutProcessorsTheClassIsMissing(int version) throws Exception {
    source("App.java", TREE + " { Tag list(); }");
    source("Uses.java", USES);

    source("Calls.java", "class Calls { Object all = AppTags.ALL; }");
    source("Holds.java", "class Holds { AppTags none; }");

    String said = Jdk.find(version).fail("javac", arguments("-proc:none")).replaceAll("\\s+", " ");

    assertTrue(said.contains(DOES_NOT_EXIST), said);
    assertTrue(said.contains(CANNOT_FIND), said);
    assertTrue(said.contains("symbol: variable AppTags"), said);
    assertTrue(said.contains("symbol: class AppTags"), said);
  }

  @Test
  void eclipseHasWordsOfItsOwn() throws Exception {
    source("App.java", TREE + " { @SuppressWarnings(\"tagtree\") Tag list(); }");
    source("Uses.java", USES);

    String said =
        Jdk.find(Jdk.OLDEST).fail("java", ecj(arguments("-proc:none", "--release", "17")));

    assertTrue(said.contains(CANNOT_BE_RESOLVED), said);
    assertTrue(said.contains(UNSUPPORTED), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void whatWaitedInVainComesWithAWarning(int version) throws Exception {
    source("App.java", TREE + " { Tag byId(Missing id); }");

    String said = Jdk.find(version).fail("javac", arguments());

    assertTrue(said.contains(LAST_ROUND), said);
    assertTrue(said.contains("[TT061]"), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void aModuleIsToldToRequireOursTransitively(int version) throws Exception {
    source("App.java", TREE + " { Tag list(); }");
    Files.writeString(
        folder.resolve("source/module-info.java"),
        "module com.example { exports com.example; requires dev.tagtree; }");

    String said =
        Jdk.find(version).run("javac", arguments("-Xlint:exports", "-p", Artifacts.runtime()));

    assertTrue(said.contains(NOT_EXPORTED), said);
  }

  @Test
  void eclipseCompilerDoesNotGenerateIntoAModule() throws Exception {
    source("App.java", TREE + " { interface Todos { Tag list(); } }");
    Files.writeString(
        folder.resolve("source/module-info.java"), "module com.example { requires dev.tagtree; }");
    Path generated = Files.createDirectories(folder.resolve("generated"));

    String[] command =
        ecj(arguments("--release", "17", "-s", generated.toString(), "-p", Artifacts.runtime()));
    String said = Jdk.find(Jdk.OLDEST).fail("java", command);

    assertTrue(said.contains("AppTags.java") && said.contains(IN_NO_MODULE), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void aParameterTypeWithoutAFileOfItsOwnIsAWarning(int version) throws Exception {
    source("App.java", TREE + " { Tag by(Kind kind); }\nenum Kind { A }");

    String said = Jdk.find(version).run("javac", arguments("-Xlint:auxiliaryclass"));

    assertTrue(said.replaceAll("in \\S*App.java", "in App.java").contains(AUXILIARY), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void whatWasNotCompiledAnewCallsWhatIsGone(int version) throws Exception {
    Jdk jdk = Jdk.find(version);
    source("App.java", TREE + " { Tag byId(String id); }");
    Path main =
        source(
            "Main.java",
            "class Main { public static void main(String[] a) { AppTags.byId(\"1\"); } }");
    jdk.run("javac", arguments());
    source("App.java", TREE + " { Tag byId(long id); }");
    Files.delete(main);
    jdk.run("javac", arguments());

    String path = folder.resolve("classes") + File.pathSeparator + Artifacts.runtime();
    String said = jdk.fail("java", "-cp", path, "com.example.Main");

    assertTrue(said.contains(NO_SUCH_METHOD), said);
  }

  private Path source(String name, String text) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("source/com/example"));
    String named = text.startsWith("package ") ? text : "package com.example;\n" + text;
    return Files.writeString(sources.resolve(name), named);
  }

  /** {@return a command that compiles all sources, with the processor unless options say other} */
  private String[] arguments(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    if (!arguments.contains("-cp")) {
      arguments.addAll(
          List.of("-cp", Artifacts.runtime(), "-processorpath", Artifacts.processor().toString()));
    }
    arguments.addAll(List.of("-d", folder.resolve("classes").toString()));
    Folder.files(folder.resolve("source"), ".java").forEach(file -> arguments.add("" + file));
    return arguments.toArray(String[]::new);
  }

  private static String[] ecj(String[] arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", Artifacts.ecj()));
    command.addAll(Arrays.asList(arguments));
    return command.toArray(String[]::new);
  }
}
