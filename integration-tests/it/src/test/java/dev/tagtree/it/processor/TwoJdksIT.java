// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's tree, compiled as strictly as can be by the oldest and the newest JDK, with the packaged
 * processor; and run.
 */
class TwoJdksIT {
  private static final String TREE =
      """
      package com.example;

      import dev.tagtree.*;
      import java.time.LocalDate;

      @TagTree
      public interface App {
        interface Todos {
          Tag list();
          Tag summary();
          @Key({"todo", "{id}"}) Tag byId(String id);
          Tag inRange(LocalDate from, LocalDate to);
        }
        interface Notes { Tag list(); }
        Org org(@Scope String org);
        interface Org {
          interface Members { Tag list(); }
          Tag profile();
        }
        @Key("alive") Tag health();
        @Deprecated Tag old();
      }
      """;

  private static final String USES =
      """
      package com.example;

      import dev.tagtree.*;
      import java.time.LocalDate;

      public class Uses {
        @SuppressWarnings(AppTags.Todos.ById.PATH)
        private static String shape(Tag tag) {
          switch (Tag.path(tag)) {
            case AppTags.Todos.ById.PATH: return "one";
            case AppTags.Todos.PATH: return "all";
            default: return "other";
          }
        }

        public static void main(String[] arguments) {
          LocalDate day = LocalDate.of(2024, 2, 29);
          AppTags.Todos.ById one = AppTags.todos().byId("1");
          System.out.println(one + " " + one.id() + " " + shape(one) + " " + shape(AppTags.todos()));
          System.out.println(AppTags.todos().inRange(Arg.of(day), Arg.any()));
          System.out.println(AppTags.org("acme").members().list() + " " + AppTags.org(Arg.any()).profile());
          System.out.println(AppTags.parse("todos.byId(1)") instanceof AppTags.Todos.ById);
          System.out.println(AppTags.ALL + " " + Tag.resolve(AppTags.todos()) + " " + Tag.key(one));
          System.out.println(Tag.key(AppTags.health()));
        }
      }
      """;

  private static final String PRINTS =
      """
      todos.byId(1) 1 one all
      todos.inRange(2024-02-29,*)
      org(acme).members.list org(*).profile
      true
      * [todos.byId(*), todos.inRange(*,*), todos.list, todos.summary] [todo, 1]
      [alive]
      """;

  @TempDir private Path folder;

  @Test
  void sampleCompilesAndRunsOnTheOldestJdk() throws Exception {
    compileAndRun(Jdk.find(Jdk.OLDEST));
  }

  @Test
  void sampleCompilesAndRunsOnTheNewestJdk() throws Exception {
    compileAndRun(Jdk.find(Jdk.NEWEST));
  }

  @Test
  void packagedProcessorBringsNothingButItself() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.processor().toFile())) {
      List<String> classes =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class"))
              .toList();
      assertTrue(classes.contains("dev/tagtree/processor/TagTreeProcessor.class"));
      assertTrue(
          classes.stream().allMatch(name -> name.startsWith("dev/tagtree/processor/")),
          classes::toString);
    }
  }

  private void compileAndRun(Jdk jdk) throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/com/example"));
    Files.writeString(source.resolve("App.java"), TREE);
    Files.writeString(source.resolve("Uses.java"), USES);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String runtime = Artifacts.runtime();
    assertEquals(
        "",
        jdk.run(
            "javac",
            "--release",
            "17",
            "-Xlint:all,-processing",
            "-Werror",
            "-cp",
            runtime,
            "-processorpath",
            Artifacts.processor().toString(),
            "-d",
            classes.toString(),
            source.resolve("App.java").toString(),
            source.resolve("Uses.java").toString()));
    String path = classes + File.pathSeparator + runtime;
    assertEquals(PRINTS, jdk.run("java", "-cp", path, "com.example.Uses"));
  }
}
