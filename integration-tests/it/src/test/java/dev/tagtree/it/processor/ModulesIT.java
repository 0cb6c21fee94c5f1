// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "17, -processorpath, '', false",
    "17, --processor-module-path, requires static java.compiler;, true",
    "25, -processorpath, requires java.compiler;, true",
    "25, --processor-module-path, '', false"
  })
  void aTreeInAModuleCompilesAndRuns(
      int version, String processorPath, String directives, boolean seesGenerated)
      throws Exception {
    Jdk jdk = Jdk.find(version);
    String module = "module com.example { requires dev.tagtree; " + directives + " }";

    String said = jdk.run("javac", compile(processorPath, module));

    assertEquals("", said);
    assertEquals(seesGenerated, hasGenerated());
    assertRuns(jdk);
  }

  /** In one step it cannot: what processors generate, ours or others, is in no module there. */
  @ParameterizedTest
  @CsvSource({
    "17, -processorpath, '', false",
    "25, --processor-module-path, requires static java.compiler;, true"
  })
  void eclipseCompilerCompilesOneInTwoSteps(
      int version, String processorPath, String directives, boolean seesGenerated)
      throws Exception {
    Jdk jdk = Jdk.find(version);
    String module = "module com.example { requires dev.tagtree; " + directives + " }";
    List<String> sources = new ArrayList<>(sources(module));
    List<String> generating = new ArrayList<>(processors(processorPath));
    generating.add("-proc:only");

    assertEquals("", jdk.run("java", ecj(generating, sources)));
    assertEquals(seesGenerated, hasGenerated());
    sources.add(generated().toString());
    assertEquals("", jdk.run("java", ecj(List.of("-proc:none"), sources)));
    assertRuns(jdk);
  }

  private void assertRuns(Jdk jdk) throws Exception {
    assertEquals(
        "todos.byId(1) in com.example\n",
        jdk.run(
            "java",
            "-p",
            Artifacts.runtime() + File.pathSeparator + folder.resolve("classes"),
            "-m",
            "com.example/com.example.Main"));
  }

  private boolean hasGenerated() throws IOException {
    return Files.readString(generated()).contains("@Generated(");
  }

  private Path generated() {
    return folder.resolve("generated/com/example/AppTags.java");
  }

  @ParameterizedTest
  @CsvSource({
    "17, requires dev.tagtree;, [exports], false",
    "17, requires transitive dev.tagtree;, '', false",
    "17, requires transitive dev.tagtree; requires static transitive java.compiler;, '', true",
    "25, requires dev.tagtree;, [exports], false",
    "25, requires transitive dev.tagtree; requires static java.compiler;, '', false"
  })
  void aModuleThatExportsItsTagsRequiresOursTransitively(
      int version, String directives, String warns, boolean seesGenerated) throws Exception {
    String module = "module com.example { exports com.example; " + directives + " }";

    String said = Jdk.find(version).run("javac", compile("-processorpath", module));

    assertEquals(warns, said.contains("[exports]") ? "[exports]" : said);
    assertEquals(seesGenerated, hasGenerated());
  }

  private String[] compile(String processorPath, String module) throws IOException {
    String lint = "-Xlint:all,-processing,-requires-automatic,-requires-transitive-automatic";
    return command(List.of(lint), processors(processorPath), sources(module));
  }

  private String[] ecj(List<String> options, List<String> sources) throws IOException {
    return command(List.of("-jar", Artifacts.ecj(), "-failOnWarning"), options, sources);
  }

  private String[] command(List<String> start, List<String> options, List<String> sources) {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of("--release", "17", "-p", Artifacts.runtime()));
    command.addAll(List.of("-d", folder.resolve("classes").toString()));
    command.addAll(options); // with the processors after -p, where ECJ would forget them
    command.addAll(sources);
    return command.toArray(String[]::new);
  }

  private List<String> processors(String path) throws IOException {
    String generated = Files.createDirectories(folder.resolve("generated")).toString();
    return List.of(path, Artifacts.processor().toString(), "-s", generated);
  }

  private List<String> sources(String module) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/com/example"));
    return List.of(
        Files.writeString(folder.resolve("source/module-info.java"), module).toString(),
        Files.writeString(source.resolve("App.java"), TREE).toString(),
        Files.writeString(source.resolve("Main.java"), MAIN).toString());
  }
}
