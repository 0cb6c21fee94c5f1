// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's tree, compiled as strictly as can be by the oldest and the newest JDK, with the packaged
 * processor; and run.
 */
class TwoJdksIT {
  private static final int OLDEST = 17;
  private static final int NEWEST = 25;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

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
        Tag health();
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
      """;

  @TempDir private Path folder;

  @Test
  void sampleCompilesAndRunsOnTheOldestJdk() throws Exception {
    compileAndRun(jdk(OLDEST));
  }

  @Test
  void sampleCompilesAndRunsOnTheNewestJdk() throws Exception {
    compileAndRun(jdk(NEWEST));
  }

  @Test
  void packagedProcessorBringsNothingButItself() throws IOException {
    try (JarFile jar = new JarFile(processor().toFile())) {
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

  private void compileAndRun(Path jdk) throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/com/example"));
    Files.writeString(source.resolve("App.java"), TREE);
    Files.writeString(source.resolve("Uses.java"), USES);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String runtime = runtime();
    assertEquals(
        "",
        run(
            jdk.resolve("bin/javac").toString(),
            "--release",
            "17",
            "-Xlint:all,-processing",
            "-Werror",
            "-cp",
            runtime,
            "-processorpath",
            processor().toString(),
            "-d",
            classes.toString(),
            source.resolve("App.java").toString(),
            source.resolve("Uses.java").toString()));
    String path = classes + File.pathSeparator + runtime;
    assertEquals(PRINTS, run(jdk.resolve("bin/java").toString(), "-cp", path, "com.example.Uses"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes()).replace("\r\n", "\n");
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** The runtime and its annotations, as this build has them: folders or jars. */
  private static String runtime() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(".*(runtime.target|tagtree-runtime|jspecify).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path processor() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "processor", "target"))) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("tagtree-processor-[^-]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("run the package phase of the processor first"));
    }
  }

  private static Path jdk(int version) throws IOException {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA" + version + "_HOME"))
        .map(Path::of)
        .ifPresent(places::add);
    places.add(Path.of(System.getProperty("java.home")));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> jdks = Files.list(installed)) {
        jdks.sorted().forEach(places::add);
      }
    }
    for (Path place : places) {
      Path release = place.resolve("release");
      if (Files.exists(release) && Files.exists(place.resolve("bin/javac"))) {
        Matcher found = VERSION.matcher(Files.readString(release));
        if (found.find() && Integer.parseInt(found.group(1)) == version) {
          return place;
        }
      }
    }
    String howTo = "No JDK " + version + " was found; set JAVA" + version + "_HOME to one.";
    if (System.getenv("CI") != null) {
      return fail(howTo);
    }
    return Assumptions.abort(howTo);
  }
}
