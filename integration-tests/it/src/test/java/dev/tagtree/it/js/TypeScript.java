// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The TypeScript compiler at its strictest, from a jar. */
public record TypeScript(Path compiler) {

  public static TypeScript unpack() throws IOException {
    Path compiler = Path.of("target", "js", "typescript").toAbsolutePath();
    new WebJar("typescript")
        .unpack(
            compiler,
            file -> file.matches("package\\.json|lib/(_?tsc\\.js|lib\\..*\\.d\\.ts|lib\\.d\\.ts)"));
    return new TypeScript(compiler);
  }

  /**
   * {@return what it says to files}
   *
   * @param resolution how imports are found: {@code bundler} or {@code nodenext}
   * @param more further options
   */
  public Ended check(Path root, String resolution, List<Path> files, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(compiler.resolve("lib/tsc.js").toString());
    arguments.addAll(List.of("--noEmit", "--strict", "--exactOptionalPropertyTypes"));
    arguments.addAll(List.of("--noUncheckedIndexedAccess", "--target", "es2022"));
    arguments.addAll(List.of("--lib", "es2022,dom", "--moduleResolution", resolution));
    arguments.addAll(List.of("--module", resolution.equals("bundler") ? "esnext" : resolution));
    arguments.addAll(List.of(more));
    files.stream().map(Path::toString).forEach(arguments::add);
    return Node.find().run(root, Map.of(), arguments);
  }
}
