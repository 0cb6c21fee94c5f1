// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invariant has tests that prove it, and they are there. */
class InvariantsTest {
  private static final Path ROOMS =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  private static final List<Path> SOURCES =
      Stream.of(
              "core/src/test/java",
              "undertow/src/test/java",
              "test/src/main/java",
              "../integration-tests/it/src/test/java")
          .map(ROOMS::resolve)
          .toList();

  static Stream<Invariant> invariants() {
    return Invariants.ALL.stream();
  }

  @Test
  void theInvariantsAreNumberedWithoutHoles() {
    assertEquals(
        IntStream.rangeClosed(1, 17).boxed().toList(),
        Invariants.ALL.stream().map(Invariant::number).toList());
  }

  @ParameterizedTest
  @MethodSource("invariants")
  void everyInvariantHasProofsThatAreThere(Invariant invariant) throws IOException {
    assertTrue(!invariant.proofs().isEmpty(), invariant::text);
    for (String proof : invariant.proofs()) {
      assertTrue(isTest(proof), () -> "no test " + proof + " for: " + invariant.text());
    }
  }

  @Test
  void aProofThatIsNoTestIsFoundOut() throws IOException {
    assertTrue(isTest("planted.InvariantsTest#aProofThatIsNoTestIsFoundOut"));
    assertTrue(!isTest("planted.InvariantsTest#isTest"));
    assertTrue(!isTest("planted.BugHunt#print"));
    assertTrue(!isTest("planted.NoSuchTest#isTest"));
  }

  /** Looks at the source: tests of another module are not on the class path. */
  private static boolean isTest(String proof) throws IOException {
    String[] parts = proof.split("#");
    Pattern test =
        Pattern.compile(
            "@(Test|ParameterizedTest)\\b[^{};]*?(\\{[^{};]*}[^{};]*?)*\\bvoid "
                + Pattern.quote(parts[1])
                + "\\(");
    for (Path root : SOURCES) {
      Path source = root.resolve("dev/tagtree/" + parts[0].replace('.', '/') + ".java");
      if (Files.exists(source) && test.matcher(Files.readString(source)).find()) {
        return true;
      }
    }
    return false;
  }
}
