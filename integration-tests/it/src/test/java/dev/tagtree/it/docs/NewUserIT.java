// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.it.processor.Artifacts;
import dev.tagtree.it.processor.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has the README and an empty folder gets a program that runs, on each JDK. */
class NewUserIT {
  private static final Document README = Document.read("README.md");
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String SOURCES = "src/main/java/com/example";

  private static final String MAIN =
      """
      package com.example;

      public final class Main {
        public static void main(String[] arguments) {
          System.out.println(AppTags.todos().byId("1") + " " + AppTags.Todos.ById.PATH);
        }
      }
      """;

  /** Compiled only, with what the project's one dependency brings. */
  private static final String SERVER =
      """
      package com.example;

      import dev.tagtree.Arg;
      import dev.tagtree.hub.TagHub;
      import dev.tagtree.undertow.TagHandler;
      import io.undertow.Handlers;
      import io.undertow.Undertow;
      import java.time.Duration;

      class Server {
        interface Cache { void invalidate(Object key); }

        static void run(Cache cache) {
          %s
        }
      }
      """
          .formatted(README.blocks("java").get(2));

  private static final String PRINTS = "todos.byId(1) todos.byId\n";

  /** Shared, since to fill it takes longer than to build. */
  @TempDir private static Path repository;

  @TempDir private Path folder;

  /** Puts what was built where "mvn install" would. */
  @BeforeAll
  static void install() throws IOException {
    installPom("tagtree-parent", "pom.xml");
    installPom("tagtree-bom", "runtime/bom/pom.xml");
    installPom("tagtree-runtime", "runtime/pom.xml");
    install("runtime/core", "runtime/core/pom.xml");
    install("runtime/undertow", "runtime/undertow/pom.xml");
    install("processor", "processor/target/dependency-reduced-pom.xml");
  }

  private static void install(String module, String pom) throws IOException {
    String jar = artifact(module) + "-" + VERSION + ".jar";
    Files.copy(Artifacts.jar(module), installPom(artifact(module), pom).resolveSibling(jar));
  }

  private static Path installPom(String artifact, String pom) throws IOException {
    String place = "dev/tagtree/" + artifact + "/" + VERSION;
    Path target = Files.createDirectories(repository.resolve(place));
    return Files.copy(
        Document.ROOT.resolve(pom), target.resolve(artifact + "-" + VERSION + ".pom"));
  }

  private static String artifact(String module) {
    return "tagtree-" + module.substring(module.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void withMaven(int version) throws Exception {
    Jdk jdk = Jdk.find(version);
    project(setUp());
    Files.writeString(folder.resolve(SOURCES).resolve("Server.java"), SERVER);

    jdk.maven(folder, compile()).succeeded();

    assertRuns(jdk);
    assertFalse(Files.exists(repository.resolve("com/palantir")), "the processor is one jar");
  }

  @Test
  void processorThatIsMerelyADependencyDoesNotRunOnNewerJdksUntilItIsAskedFor() throws Exception {
    Jdk jdk = Jdk.find(Jdk.NEWEST);
    String runtime = "<artifactId>tagtree-undertow</artifactId>";
    String dependency = between(setUp(), "  <dependency>", "</dependency>\n");
    String dependencyOnly =
        setUp()
            .replace(between(setUp(), "<configuration>", "</configuration>"), "")
            .replace(dependency, dependency + dependency.replace("-undertow", "-processor"));
    assertTrue(dependency.contains(runtime), dependency);
    project(dependencyOnly);

    String said = jdk.maven(folder, compile()).failed();

    String promised = between(README.text(), "What you then see is ", "\n");
    for (String quoted : List.of("cannot find symbol", "package AppTags.Todos does not exist")) {
      assertTrue(promised.contains("`" + quoted + "`"), promised);
      assertTrue(said.contains(quoted), said);
    }
    assertFalse(said.contains("[TT"), said);

    String full = Document.read("processor/README.md").text();
    full = between(full, "<maven.compiler.proc>", "</maven.compiler.proc>");
    project(dependencyOnly.replace("<properties>", "<properties>" + full));
    jdk.maven(folder, compile()).succeeded();

    assertRuns(jdk);
  }

  @Test
  void leafThatLostItsReleasedNameStopsTheBuild() throws Exception {
    Jdk jdk = Jdk.find(Jdk.OLDEST);
    String compared = between(README.text(), "<compilerArgs>", "</compilerArgs>");
    project(setUp().replace("<configuration>", "<configuration>" + compared));
    Path processor = Artifacts.processor().toAbsolutePath();
    List<String> javac = new ArrayList<>(List.of("-cp", Artifacts.runtime(), "-d", "classes"));
    javac.addAll(List.of("-processorpath", processor.toString(), SOURCES + "/App.java"));
    jdk.runIn(folder, "javac", javac.toArray(String[]::new));
    String schema = "classes/META-INF/tagtree/contracts/com.example.App.json";
    Files.copy(folder.resolve(schema), folder.resolve("tags.json"));
    javac.add(matching(README.text(), "-Atagtree\\.baseline=\\w+\\.json"));
    assertEquals("", jdk.runIn(folder, "javac", javac.toArray(String[]::new)));
    rename("App.java");
    rename("Main.java");

    String said = jdk.maven(folder, compile()).failed();

    assertTrue(said.contains("[TT083] 'todos.byId' was released"), said);
  }

  private void rename(String name) throws IOException {
    Path file = folder.resolve(SOURCES).resolve(name);
    Files.writeString(
        file, Files.readString(file).replace("byId(", "byKey(").replace("ById", "ByKey"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Jdk.OLDEST, Jdk.NEWEST})
  void withTheCompilerAlone(int version) throws Exception {
    Jdk jdk = Jdk.find(version);
    write(folder);
    for (String module : List.of("runtime/core", "processor")) {
      Files.copy(Artifacts.jar(module), folder.resolve(artifact(module) + "-" + VERSION + ".jar"));
    }
    String command =
        README.blocks("").stream()
            .filter(block -> block.startsWith("javac "))
            .findFirst()
            .orElseThrow()
            .strip();

    String[] arguments = command.substring("javac ".length()).split(" ");
    assertEquals("", jdk.runIn(folder, "javac", arguments));

    String path = "classes" + File.pathSeparator + "tagtree-core-" + VERSION + ".jar";
    assertEquals(PRINTS, jdk.runIn(folder, "java", "-cp", path, "com.example.Main"));
  }

  private void assertRuns(Jdk jdk) throws Exception {
    String path = folder.resolve("target/classes") + File.pathSeparator + Artifacts.runtime();
    assertEquals(PRINTS, jdk.run("java", "-cp", path, "com.example.Main"));
  }

  private static void write(Path sources) throws IOException {
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("App.java"), README.blocks("java").get(0));
    Files.writeString(sources.resolve("Main.java"), MAIN);
  }

  /** {@return all that the README says a project needs} */
  private static String setUp() {
    List<String> blocks = README.blocks("xml");
    assertEquals(1, blocks.size(), "all that a project needs is one block");
    return blocks.get(0);
  }

  /** Writes a project that has what is given, and nothing else but its name. */
  private void project(String content) throws IOException {
    write(folder.resolve(SOURCES));
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>app</artifactId>
          <version>1</version>
          %s
          %s
        </project>
        """
            .formatted(content, known()));
  }

  /** {@return what this build has fetched, so that it need not be fetched again} */
  private static String known() {
    String here = System.getProperty("maven.repo.local", "");
    if (here.isEmpty()) {
      here = Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
    }
    String known = "<id>known</id><url>" + Path.of(here).toUri() + "</url>";
    return """
        <repositories><repository>%1$s</repository></repositories>
        <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
        """
        .formatted(known);
  }

  private static String[] compile() {
    return new String[] {"-B", "-q", "-Dmaven.repo.local=" + repository, "compile"};
  }

  /** {@return the first part of a text with such a beginning and end} */
  private static String between(String text, String begin, String end) {
    return matching(text, "(?s)" + Pattern.quote(begin) + ".*?" + Pattern.quote(end));
  }

  private static String matching(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group();
  }
}
