// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.processor.Artifacts;
import dev.tagtree.it.processor.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has the README and an empty folder gets a program that runs, on each JDK. */
class NewUserIT {
  private static final Document README = Document.read("README.md");
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private static final String MAIN =
      """
      package com.example;

      public final class Main {
        public static void main(String[] arguments) {
          System.out.println(AppTags.todos().byId("1") + " " + AppTags.Todos.ById.PATH);
        }
      }
      """;
  private static final String PRINTS = "todos.byId(1) todos.byId\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void withMaven(int version) throws Exception {
    Jdk jdk = Jdk.find(version);
    Files.writeString(folder.resolve("pom.xml"), pom());
    write(folder.resolve("src/main/java/com/example"));
    Path repository = folder.resolve("repository");
    install(repository);

    jdk.maven(folder, "-B", "-q", "-Dmaven.repo.local=" + repository, "compile");

    String path = folder.resolve("target/classes") + File.pathSeparator + Artifacts.runtime();
    assertEquals(PRINTS, jdk.run("java", "-cp", path, "com.example.Main"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void withTheCompilerAlone(int version) throws Exception {
    Jdk jdk = Jdk.find(version);
    write(folder);
    String runtime = "tagtree-runtime-" + VERSION + ".jar";
    Files.copy(Artifacts.jar("runtime"), folder.resolve(runtime));
    Files.copy(Artifacts.jar("processor"), folder.resolve("tagtree-processor-" + VERSION + ".jar"));
    String command =
        README.blocks("").stream()
            .filter(block -> block.startsWith("javac "))
            .findFirst()
            .orElseThrow()
            .strip();
    String[] arguments = command.substring("javac ".length()).split(" ");

    assertEquals("", jdk.runIn(folder, "javac", arguments));

    String path = "classes" + File.pathSeparator + runtime;
    assertEquals(PRINTS, jdk.runIn(folder, "java", "-cp", path, "com.example.Main"));
  }

  private static void write(Path sources) throws IOException {
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("App.java"), README.blocks("java").get(0));
    Files.writeString(sources.resolve("Main.java"), MAIN);
  }

  /** {@return a project that has what the README says, and nothing else but its name} */
  private static String pom() {
    List<String> blocks = README.blocks("xml");
    assertEquals(1, blocks.size(), "all that a project needs is one block");
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>app</artifactId>
          <version>1</version>
          %s
          %s
        </project>
        """
        .formatted(blocks.get(0), known());
  }

  /** {@return what this build has fetched, so that it need not be fetched again} */
  private static String known() {
    String here = System.getProperty("maven.repo.local", "");
    if (here.isEmpty()) {
      here = Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
    }
    String repository = "<id>known</id><url>" + Path.of(here).toUri() + "</url>";
    return "<repositories><repository>%1$s</repository></repositories><pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>"
        .formatted(repository);
  }

  /** Puts what was built where "mvn install" would. */
  private static void install(Path repository) throws IOException {
    Path parent =
        Files.createDirectories(repository.resolve("dev/tagtree/tagtree-parent/" + VERSION));
    Files.copy(
        Document.ROOT.resolve("pom.xml"), parent.resolve("tagtree-parent-" + VERSION + ".pom"));
    for (String module : List.of("runtime", "processor")) {
      String name = "tagtree-" + module;
      Path target =
          Files.createDirectories(repository.resolve("dev/tagtree/" + name + "/" + VERSION));
      String file = name + "-" + VERSION;
      Files.copy(
          Artifacts.jar(module),
          target.resolve(file + ".jar"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.copy(Document.ROOT.resolve(module).resolve("pom.xml"), target.resolve(file + ".pom"));
    }
  }
}
