// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.processor.Artifacts;
import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Ended;
import dev.tagtree.kit.Folder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiler in a process of its own, with the packaged processor, for which each warning is an
 * error.
 */
enum StrictCompiler {
  OLDEST_JAVAC(Jdk.OLDEST, false),
  NEWEST_JAVAC(Jdk.NEWEST, false),
  ECJ(Jdk.OLDEST, true);

  /** What it said, with everything below its folder; it succeeded iff the code is 0. */
  record Outcome(int code, String said, Path classes) {}

  private final int version;
  private final boolean ecj;

  StrictCompiler(int version, boolean ecj) {
    this.version = version;
    this.ecj = ecj;
  }

  Jdk jdk() throws IOException {
    return Jdk.find(version);
  }

  /** {@return the folder of the classes, after it was seen that the compiler had nothing to say} */
  Path compile(Path sources, Path folder, String... options)
      throws IOException, InterruptedException {
    Outcome outcome = attempt(sources, folder, options);
    assertEquals("", outcome.said(), () -> name() + " " + List.of(options));
    assertEquals(0, outcome.code());
    return outcome.classes();
  }

  Outcome attempt(Path sources, Path folder, String... options)
      throws IOException, InterruptedException {
    Path classes = Files.createDirectories(folder.resolve(name() + "/classes"));
    Path generated = Files.createDirectories(folder.resolve(name() + "/generated"));
    List<String> names = Folder.files(sources, ".java").stream().map(Path::toString).toList();
    Path files = Files.write(folder.resolve(name() + "/files"), names);
    List<String> command = new ArrayList<>();
    command.add((ecj ? "" : "-J") + "-Xmx1g");
    command.addAll(
        ecj
            ? List.of("-jar", Artifacts.ecj(), "--release", "17", "-enableJavadoc")
            : List.of("-Xlint:all,-processing", "-Werror"));
    if (ecj) { // which calls a suppression superfluous that javac needs
      command.addAll(List.of("-failOnWarning", "-warn:-warningToken", "-info:none"));
    }
    command.addAll(List.of("-encoding", "UTF-8", "-cp", classPath(folder)));
    command.addAll(List.of("-processorpath", Artifacts.processor().toString()));
    command.addAll(List.of("-s", generated.toString(), "-d", classes.toString()));
    command.addAll(List.of(options));
    command.add("@" + files);
    Ended ended =
        jdk().attempt(Path.of(""), ecj ? "java" : "javac", command.toArray(String[]::new));
    return new Outcome(ended.exitCode(), ended.output(), classes);
  }

  /** {@return the runtime, and what was compiled into the folder before} */
  String classPath(Path folder) {
    return folder.resolve(name() + "/classes") + File.pathSeparator + Artifacts.runtime();
  }
}
