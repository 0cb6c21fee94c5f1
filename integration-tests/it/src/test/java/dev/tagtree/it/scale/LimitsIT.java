// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.it.Wide;
import dev.tagtree.it.js.Node;
import dev.tagtree.it.scale.StrictCompiler.Outcome;
import dev.tagtree.kit.Ended;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Trees that class files only just hold compile and work; one member more is one sentence of the
 * processor, and nothing of the compiler.
 */
@Wide
class LimitsIT {
  private static final boolean ALL = "all".equals(System.getProperty("tagtree.limits"));
  private static final int CONSTANTS_OF_A_CLASS_FILE = 65_535;
  private static final Pattern ID = Pattern.compile("\\[TT\\d+]");

  /** Reads every leaf of a wide group back from its text. */
  private static final String USES =
      """
      package com.example;

      import dev.tagtree.Tag;

      public class Uses {
        public static void main(String[] members) {
          int parsed = 0;
          for (Tag leaf : Tag.resolve(AppTags.wide())) {
            Tag bound = AppTags.parse(leaf.toString().replace("*", "x"));
            String name = bound.getClass().getSimpleName();
            if (!bound.toString().startsWith("wide." + Character.toLowerCase(name.charAt(0)) + name.substring(1) + "(x")) {
              throw new IllegalStateException(bound + " is a " + name);
            }
            parsed++;
          }
          System.out.print(parsed + " " + Tag.resolve(AppTags.ALL).size());
        }
      }
      """;

  @TempDir private Path folder;

  /** All but one take longer than a build should; -Dtagtree.limits=all has them too. */
  static Stream<Arguments> combinations() {
    return Arrays.stream(WideGroup.values())
        .flatMap(
            group ->
                Arrays.stream(StrictCompiler.values())
                    .filter(
                        compiler ->
                            ALL || group == WideGroup.OWN_RECORDS && compiler == StrictCompiler.ECJ)
                    .map(compiler -> Arguments.of(group, compiler)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void widestGroupCompilesAndUsesMostOfItsClassFile(WideGroup group, StrictCompiler compiler)
      throws Exception {
    group.write(folder.resolve("src"), group.most());

    Path classes = compiler.compile(folder.resolve("src"), folder, "-g");

    int constants = constants(classes.resolve("com/example/AppTags$Wide.class"));
    System.out.printf(
        "%s, %s: %d members, %d constants%n", group, compiler, group.most(), constants);
    double least = group == WideGroup.BOXED_RECORDS ? 0.7 : 0.8; // ECJ needs far more for a box
    assertTrue(constants > CONSTANTS_OF_A_CLASS_FILE * least, () -> "only " + constants);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHARED_PARAMETERS", "OWN_RECORDS"})
  void widerGroupIsOneSentence(WideGroup group) throws Exception {
    group.write(folder.resolve("src"), group.most() + 1);

    Outcome outcome = StrictCompiler.OLDEST_JAVAC.attempt(folder.resolve("src"), folder);

    assertOnly("TT065", outcome);
  }

  @Test
  void widestGroupReadsEveryLeafBack() throws Exception {
    WideGroup group = WideGroup.SHARED_PARAMETERS;
    group.write(folder.resolve("src"), group.most());
    Files.writeString(folder.resolve("src/Uses.java"), USES);

    StrictCompiler javac = StrictCompiler.OLDEST_JAVAC;
    javac.compile(folder.resolve("src"), folder, "-g");

    String said = javac.jdk().run("java", "-cp", javac.classPath(folder), "com.example.Uses");
    assertEquals(group.most() + " " + group.most(), said);
  }

  @Test
  void moreClassesThanOneCanListAreOneSentence() throws Exception {
    tree(101, 310);

    Outcome outcome = StrictCompiler.OLDEST_JAVAC.attempt(folder.resolve("src"), folder);

    assertOnly("TT066", outcome);
  }

  @Test
  void classFilesAreNamedInBytesAndNotInLetters() throws Exception {
    String name = "fitss" + "ñ".repeat(117); // 239 bytes, with 16 for AppTags$G$ and .class
    declare("  interface G { @Name(\"fits\") Tag " + name + "(); }\n");
    StrictCompiler.OLDEST_JAVAC.compile(folder.resolve("src"), folder);

    declare("  interface G { @Name(\"long\") Tag s" + name + "(); Tag b(); }\n");
    assertOnly("TT018", StrictCompiler.OLDEST_JAVAC.attempt(folder.resolve("src"), folder));
  }

  @Test
  void tenThousandLeavesAreOneModuleAndOneSchema() throws Exception {
    tree(100, 100);

    Path classes = StrictCompiler.OLDEST_JAVAC.compile(folder.resolve("src"), folder, "-proc:only");

    Path resources = classes.resolve("META-INF/tagtree/contracts");
    Path module = resources.resolve("com.example.App.js");
    String program =
        """
        const start = process.hrtime.bigint();
        const { appTags } = await import(process.argv[1]);
        const ms = Number(process.hrtime.bigint() - start) / 1e6;
        const groups = Object.values(appTags).filter((group) => typeof group === "object");
        const leaves = groups.flatMap((group) => Object.values(group)).filter((leaf) => typeof leaf !== "function" || leaf.name !== "toString" && leaf.name !== "toJSON");
        console.log(`${leaves.length} ${leaves[0]} ${leaves.at(-1)("a b")} ${leaves.at(-1)}`);
        console.error(`loaded in ${ms.toFixed(1)} ms`);
        """;
    Files.writeString(resources.resolve("package.json"), "{\"type\":\"module\"}");
    Ended run =
        Node.find()
            .run(
                resources,
                Map.of(),
                List.of("--input-type=module", "-e", program, module.toString()));
    System.out.printf(
        "10,000 leaves: module %,d bytes, %,d gzipped; types %,d; schema %,d; %s%n",
        Files.size(module),
        gzipped(module),
        Files.size(resources.resolve("com.example.App.d.ts")),
        Files.size(resources.resolve("com.example.App.json")),
        run.output());
    assertTrue(run.output().contains("10000 g0.t0 g99.t99(a%20b) g99.t99(*)"), run.output());
    JsonNode schema =
        new ObjectMapper().readTree(resources.resolve("com.example.App.json").toFile());
    assertEquals(100, schema.get("members").size());
    assertEquals(
        "g99.t99", schema.get("members").get(99).get("members").get(99).get("path").asString());
  }

  /** Every other leaf has a parameter. */
  private void tree(int groups, int leaves) throws IOException {
    declare(
        IntStream.range(0, groups)
            .mapToObj(
                group ->
                    "  interface G"
                        + group
                        + " {\n"
                        + leaves("    Tag t%d(%s);\n", leaves)
                        + "  }\n")
            .collect(Collectors.joining()));
  }

  private static String leaves(String each, int count) {
    return IntStream.range(0, count)
        .mapToObj(leaf -> String.format(each, leaf, leaf % 2 == 0 ? "" : "String id"))
        .collect(Collectors.joining());
  }

  private void declare(String members) throws IOException {
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(
        folder.resolve("src/App.java"),
        "package com.example;\n\nimport dev.tagtree.*;\n\n@TagTree\npublic interface App {\n"
            + members
            + "}\n");
  }

  private static void assertOnly(String id, Outcome outcome) {
    List<String> errors =
        outcome.said().lines().filter(line -> line.contains(": error: ")).toList();
    assertEquals(1, errors.size(), outcome.said());
    assertEquals(
        List.of("[" + id + "]"),
        ID.matcher(outcome.said()).results().map(found -> found.group()).toList(),
        outcome.said());
    assertEquals(1, outcome.code());
  }

  /** {@return how many constants a class file says that it has} */
  private static int constants(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DataInputStream data = new DataInputStream(in)) {
      data.readInt(); // magic
      data.readInt(); // versions
      return data.readUnsignedShort();
    }
  }

  private static int gzipped(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }
}
