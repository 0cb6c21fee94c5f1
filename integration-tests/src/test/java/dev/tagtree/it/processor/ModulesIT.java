// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A tree in a named module compiles and runs, whether that reads the compiler's module or not. */
class ModulesIT {
  private static final String TREE =
      """
      package com.example;

      import dev.tagtree.*;

      @TagTree
      public interface App {
        interface Todos {
          Tag list();

          Tag byId(String id);
        }
      }
      """;
  private static final String MAIN =
      """
      package com.example;

      public final class Main {
        private Main() {}

        public static void main(String[] arguments) {
          System.out.println(AppTags.todos().byId("1") + " in " + Main.class.getModule().getName());
        }
      }
      """;

  @TempDir private Path folder;

  static List<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    for (int version : new int[] {Jdk.OLDEST, Jdk.NEWEST}) {
      for (String path : List.of("-processorpath", "--processor-module-path")) {
        ways.add(Arguments.of(version, path, "requires dev.tagtree;", false));
        ways.add(
            Arguments.of(
                version, path, "requires dev.tagtree; requires static java.compiler;", true));
        ways.add(
            Arguments.of(version, path, "requires dev.tagtree; requires java.compiler;", true));
      }
    }
    return ways;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTreeInAModuleCompilesAndRuns(
      int version, String processorPath, String directives, boolean seesGenerated)
      throws Exception {
    Jdk jdk = Jdk.find(version);
    String said =
        jdk.run("javac", compile(processorPath, "module com.example {" + directives + "}"));

    assertEquals("", said);
    String source = Files.readString(folder.resolve("generated/com/example/AppTags.java"));
    assertEquals(seesGenerated, source.contains("@Generated("));
    assertEquals(
        "todos.byId(1) in com.example\n",
        jdk.run(
            "java",
            "-p",
            Artifacts.runtime() + File.pathSeparator + folder.resolve("classes"),
            "-m",
            "com.example/com.example.Main"));
  }

  @ParameterizedTest
  @MethodSource("exporting")
  void aModuleThatExportsItsTagsRequiresOursTransitively(
      int version, String directives, String warns) throws Exception {
    String module = "module com.example { exports com.example; " + directives + " }";

    String said = Jdk.find(version).run("javac", compile("-processorpath", module));

    assertEquals(warns, said.contains("[exports]") ? "[exports]" : said);
  }

  static List<Arguments> exporting() {
    return Stream.of(Jdk.OLDEST, Jdk.NEWEST)
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(version, "requires dev.tagtree;", "[exports]"),
                    Arguments.of(version, "requires transitive dev.tagtree;", "")))
        .toList();
  }

  private String[] compile(String processorPath, String module) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/com/example"));
    Path info = Files.writeString(folder.resolve("source/module-info.java"), module);
    List<String> command =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-Xlint:all,-processing,-requires-automatic,-requires-transitive-automatic",
                "-p",
                Artifacts.runtime(),
                processorPath,
                Artifacts.processor().toString(),
                "-s",
                Files.createDirectories(folder.resolve("generated")).toString(),
                "-d",
                folder.resolve("classes").toString(),
                info.toString(),
                Files.writeString(source.resolve("App.java"), TREE).toString(),
                Files.writeString(source.resolve("Main.java"), MAIN).toString()));
    return command.toArray(String[]::new);
  }
}
