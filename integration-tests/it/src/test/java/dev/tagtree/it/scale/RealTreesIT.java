// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tagtree.it.Wide;
import dev.tagtree.it.js.Node;
import dev.tagtree.it.js.TypeScript;
import dev.tagtree.kit.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The trees of three public APIs, with every operation: each generated constant, tag and JavaScript
 * twin says what the specification says, whoever compiles them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Wide
class RealTreesIT {
  private static final StrictCompiler CALLER = StrictCompiler.OLDEST_JAVAC;
  private static final String RESOURCES = "META-INF/tagtree/contracts";

  private final Map<StrictCompiler, Path> compiled = new EnumMap<>(StrictCompiler.class);
  private Path folder;
  private List<RealTree> trees;
  private Path declared;
  private Path calls;

  @BeforeAll
  void writeSources(@TempDir Path temporary) throws IOException {
    folder = temporary;
    trees = List.of(RealTree.gitHub(), RealTree.stripe(), RealTree.kubernetes());
    declared = folder.resolve("declared");
    calls = folder.resolve("calls");
    for (RealTree tree : trees) {
      write(declared.resolve(tree.packageName()), Declaration.of(tree));
      write(calls.resolve(tree.packageName()), JavaCalls.of(tree));
    }
    write(calls, Map.of("Values", SampleSources.java(), "Report", resource("Report.java")));
  }

  @ParameterizedTest
  @EnumSource
  void everyMemberSaysWhatTheSpecificationSays(StrictCompiler compiler) throws Exception {
    classes(compiler);
    callsAreCompiled();

    for (RealTree tree : trees) {
      Path said = folder.resolve("said");
      String path = compiler.classPath(folder) + File.pathSeparator + CALLER.classPath(folder);
      String main = tree.packageName() + ".Calls";
      compiler.jdk().run("java", "-cp", path, main, said.toString());
      assertSame(Expectation.of(tree).inJava(), Files.readAllLines(said));
    }
  }

  @Test
  void everyModuleSaysWhatTheSpecificationSaysAndItsTypesAllowIt() throws Exception {
    Path modules = modules();
    Files.writeString(modules.resolve("package.json"), "{\"type\":\"module\"}");
    Files.writeString(modules.resolve("values.js"), SampleSources.javaScript());
    Files.writeString(modules.resolve("report.js"), resource("report.js"));
    Files.writeString(
        modules.resolve("node.d.ts"),
        "declare const process: { on(event: string, then: () => void): void, stdout: { write(text: string): void } };\n");
    for (RealTree tree : trees) {
      Path calls = modules.resolve(tree.root().method() + ".js");
      Files.writeString(calls, ModuleCalls.of(tree));
      Ended run = Node.find().run(modules, Map.of(), List.of(calls.toString()));
      assertEquals(0, run.exitCode(), run.output());
      assertSame(Expectation.of(tree).inBrowser(), run.output().lines().toList());
    }
    List<Path> checked =
        Stream.concat(
                Stream.of("node.d.ts"), trees.stream().map(tree -> tree.root().method() + ".js"))
            .map(modules::resolve)
            .toList();
    Ended types = TypeScript.unpack().check(modules, "bundler", checked, "--allowJs", "--checkJs");
    assertEquals("", types.output());
  }

  @ParameterizedTest
  @EnumSource(names = {"NEWEST_JAVAC", "ECJ"})
  void everyCompilerGetsTheSameFiles(StrictCompiler compiler) throws Exception {
    for (RealTree tree : trees) {
      String name = tree.packageName() + "." + tree.root().method();
      for (String ending : List.of(".js", ".d.ts", ".json")) {
        assertSame(lines(CALLER, name + ending), lines(compiler, name + ending));
      }
    }
  }

  @Test
  void everyMemberIsInTheSchema() throws Exception {
    for (RealTree tree : trees) {
      String name = tree.packageName() + "." + tree.root().method();
      JsonNode schema =
          new ObjectMapper().readTree(String.join("\n", lines(CALLER, name + ".json")));
      assertEquals(name, schema.get("name").asString());
      List<String> found = new ArrayList<>();
      collect(schema, found);
      assertSame(SchemaLines.of(tree), found);
    }
  }

  @Test
  void everyOperationHasItsLeaf() throws IOException {
    for (RealTree tree : trees) {
      Group root = tree.root();
      List<Member> members = new ArrayList<>(root.allLeaves());
      List<Group> groups = root.withAllBelow();
      members.addAll(groups);
      System.out.printf(
          "%s: %d operations, %d leaves, %d groups, %d parameters (%d left out), %d types%n",
          root.method(),
          tree.operations(),
          root.allLeaves().size(),
          groups.size() - 1,
          members.stream().mapToInt(member -> member.params().size()).sum(),
          tree.leftOut(),
          tree.types().declarations().size());
      assertEquals(
          tree.operations(),
          root.allLeaves().stream().map(leaf -> leaf.operation().id()).distinct().count());
    }
  }

  /** Once: whichever compiler the tree is of, they run with it. */
  private void callsAreCompiled() throws Exception {
    if (!Files.exists(folder.resolve("called"))) {
      classes(CALLER);
      CALLER.compile(calls, folder, "-proc:none");
      Files.createFile(folder.resolve("called"));
    }
  }

  private Path classes(StrictCompiler compiler) throws Exception {
    if (!compiled.containsKey(compiler)) {
      compiled.put(compiler, compiler.compile(declared, folder));
    }
    return compiled.get(compiler);
  }

  private Path modules() throws Exception {
    return classes(CALLER).resolve(RESOURCES);
  }

  private List<String> lines(StrictCompiler compiler, String file) throws Exception {
    return Files.readAllLines(classes(compiler).resolve(RESOURCES).resolve(file));
  }

  /** As {@link SchemaLines} are. */
  private static void collect(JsonNode group, List<String> lines) {
    for (JsonNode member : group.get("members")) {
      StringBuilder line = new StringBuilder(member.get("kind").asString());
      line.append(' ').append(member.get("path").asString());
      line.append(member.has("deprecated") ? " deprecated" : "");
      line.append(member.has("doc") ? " documented" : "");
      for (JsonNode param : member.path("parameters")) {
        line.append(' ').append(param.get("name").asString());
        line.append(':').append(param.get("type").asString());
        line.append(param.has("scope") ? "!" : "");
        param.path("constants").forEach(constant -> line.append('|').append(constant.asString()));
      }
      lines.add(line.toString());
      if (member.has("members")) {
        collect(member, lines);
      }
    }
  }

  private static void write(Path folder, Map<String, String> sources) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue());
    }
  }

  private static String resource(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/dev/tagtree/it/scale", name));
  }

  /** Fails with the first few lines that differ, rather than with thousands. */
  private static void assertSame(List<String> expected, List<String> actual) {
    List<String> differences =
        IntStream.range(0, Math.max(expected.size(), actual.size()))
            .filter(i -> !at(expected, i).equals(at(actual, i)))
            .limit(5)
            .mapToObj(i -> "expected " + at(expected, i) + "\n but was " + at(actual, i))
            .toList();
    assertEquals(List.of(), differences);
    assertFalse(expected.isEmpty());
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "nothing more";
  }
}
