// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TypeScript accepts right uses of the declarations and rejects wrong ones, at its strictest. */
class TypesIT {
  private static final Path USES = Path.of("src/test/resources/dev/tagtree/it/js");
  private static final Path COMPILER = Path.of("target", "js", "typescript").toAbsolutePath();

  @BeforeAll
  static void unpackCompiler() throws IOException {
    new WebJar("typescript")
        .unpack(
            COMPILER,
            file -> file.matches("package\\.json|lib/(_?tsc\\.js|lib\\..*\\.d\\.ts|lib\\.d\\.ts)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundler", "nodenext"})
  void declarationsAcceptRightUsesAndRejectWrongOnes(String resolution)
      throws IOException, InterruptedException {
    Node.Run run = compile(project("types"), resolution);

    assertEquals(0, run.exitCode(), run.output());
  }

  @Test
  void wrongUseIsRejectedByItsLine() throws IOException, InterruptedException {
    NpmProject project = project("wrong-types");
    String wrong =
        """
        import { overlaps } from "@tagtree/client";
        overlaps("todos.list", "todos.*");
        """;
    Files.writeString(project.root().resolve("uses/wrong.ts"), wrong);

    Node.Run run = compile(project, "bundler");

    assertNotEquals(0, run.exitCode());
    assertTrue(run.output().contains("wrong.ts(2,10): error TS2345"), run.output());
  }

  private static NpmProject project(String name) throws IOException {
    NpmProject project = NpmProject.create(name);
    project.copy(USES, "uses");
    project.copy(NpmProject.CONTRACTS, "contracts");
    return project;
  }

  private static Node.Run compile(NpmProject project, String resolution)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(COMPILER.resolve("lib/tsc.js").toString());
    arguments.addAll(List.of("--noEmit", "--strict", "--exactOptionalPropertyTypes"));
    arguments.addAll(List.of("--noUncheckedIndexedAccess", "--target", "es2022"));
    arguments.addAll(List.of("--lib", "es2022,dom", "--moduleResolution", resolution));
    arguments.addAll(List.of("--module", resolution.equals("bundler") ? "esnext" : resolution));
    NpmProject.files(project.root().resolve("uses")).stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".ts"))
        .forEach(arguments::add);
    return Node.find().run(project.root(), Map.of(), arguments);
  }
}
