// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.kit.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources give the same bytes in another folder, order, language, time zone and default
 * encoding; and what is generated is the same on every compiler and JDK.
 */
class BuildTwiceIT {
  private static final Path SOURCES = Path.of("../../processor/src/test/resources/good");

  private static final List<String> HERE =
      List.of("-Duser.language=en", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8");

  /** Where i has a dot in upper case, days begin at odd minutes, and there is only ASCII. */
  private static final List<String> THERE =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.timezone=Asia/Kathmandu",
          "-Dfile.encoding=US-ASCII");

  @TempDir private Path folder;

  @Test
  void theSameSourcesGiveTheSameBytesWhereverTheyAreCompiled() throws Exception {
    Map<String, String> generated = null;
    for (int version : new int[] {Jdk.OLDEST, Jdk.NEWEST}) {
      for (boolean isEcj : new boolean[] {false, true}) {
        Jdk jdk = Jdk.find(version);
        Map<String, String> first = build(jdk, isEcj, HERE, "here");
        Map<String, String> second = build(jdk, isEcj, THERE, "there");

        String by = (isEcj ? "ECJ" : "javac") + " on " + version;
        assertEquals(first, second, by);
        assertTrue(first.keySet().stream().anyMatch(name -> name.endsWith(".class")), by);
        first.keySet().removeIf(name -> name.endsWith(".class")); // each compiler has its own
        assertEquals(generated == null ? first : generated, first, by);
        generated = first;
      }
    }
    System.out.println("The same on four compilers, built twice: " + generated.keySet());
    assertEquals(8, generated.size(), "a class, module, typings and schema of two trees");
  }

  /** {@return the digest of each file that a compiler writes} */
  private Map<String, String> build(Jdk jdk, boolean isEcj, List<String> settings, String place)
      throws Exception {
    Path root = folder.resolve(place).resolve(jdk.version() + (isEcj ? "ecj" : "javac"));
    Path output = Files.createDirectories(root.resolve("output"));
    List<Path> sources = copy(root);
    if (settings == THERE) {
      Collections.reverse(sources);
    }
    List<String> command = new ArrayList<>();
    settings.forEach(setting -> command.add(isEcj ? setting : "-J" + setting));
    command.addAll(isEcj ? List.of("-jar", Artifacts.ecj()) : List.of());
    command.addAll(List.of("--release", "17", "-encoding", "UTF-8", "-cp", Artifacts.runtime()));
    command.addAll(List.of("-processorpath", Artifacts.processor().toString()));
    command.addAll(List.of("-s", output.toString(), "-d", output.toString()));
    sources.forEach(source -> command.add(source.toString()));

    jdk.run(isEcj ? "java" : "javac", command.toArray(String[]::new));

    Map<String, String> files = new TreeMap<>();
    for (Path file : Folder.files(output, "")) {
      files.put(
          output.relativize(file).toString().replace('\\', '/'),
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
    }
    return files;
  }

  private static List<Path> copy(Path root) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (Path source : Folder.files(SOURCES, "")) {
      Path copy = root.resolve("source").resolve(SOURCES.relativize(source));
      Files.createDirectories(copy.getParent());
      copies.add(Files.copy(source, copy));
    }
    return copies;
  }
}
