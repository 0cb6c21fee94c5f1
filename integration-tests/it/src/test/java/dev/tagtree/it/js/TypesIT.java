// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TypeScript accepts right uses of the declarations and rejects wrong ones, at its strictest. */
class TypesIT {
  private static final Path USES = Path.of("src/test/resources/dev/tagtree/it/js");
  private static TypeScript typeScript;

  @BeforeAll
  static void unpackCompiler() throws IOException {
    typeScript = TypeScript.unpack();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundler", "nodenext"})
  void declarationsAcceptRightUsesAndRejectWrongOnes(String resolution)
      throws IOException, InterruptedException {
    Ended run = compile(project("types"), resolution);

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

    Ended run = compile(project, "bundler");

    assertNotEquals(0, run.exitCode());
    assertTrue(run.output().contains("wrong.ts(2,10): error TS2345"), run.output());
  }

  private static NpmProject project(String name) throws IOException {
    NpmProject project = NpmProject.create(name);
    project.copy(USES, "uses");
    project.copy(NpmProject.CONTRACTS, "contracts");
    return project;
  }

  private static Ended compile(NpmProject project, String resolution)
      throws IOException, InterruptedException {
    List<Path> uses =
        NpmProject.files(project.root().resolve("uses")).stream()
            .filter(file -> file.toString().endsWith(".ts"))
            .toList();
    return typeScript.check(project.root(), resolution, uses);
  }
}
