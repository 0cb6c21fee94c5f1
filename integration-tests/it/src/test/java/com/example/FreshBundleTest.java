// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed bundle was made of the sources beside it. */
class FreshBundleTest {
  private static final Path SOURCES = Path.of("../demo/src/main/web");
  private static final Path SITE = Path.of("../demo/src/main/resources/com/example/site");

  @ParameterizedTest
  @ValueSource(strings = {"demo.js", "demo.css"})
  void bundleNamesTheHashOfItsSources(String file) throws Exception {
    String firstLine = Files.readString(SITE.resolve(file)).lines().findFirst().orElseThrow();
    String named = firstLine.replaceAll("^(//|/\\*) sources-sha256 | \\*/$", "");

    assertEquals(
        hash(SOURCES), named, "the bundle is stale; make it anew with: mvn -q -Pweb compile");
  }

  @Test
  void bundleLeavesTheModulesOfTheJarOutside() throws IOException {
    String bundle = Files.readString(SITE.resolve("demo.js"));

    for (String module : List.of("core", "tanstack", "com.example.App")) {
      assertTrue(bundle.contains("from\"/tags/" + module + ".js\""), module);
    }
  }

  @Test
  void licencesOfAllBundledPackagesAreBesideIt() throws IOException {
    String licences = Files.readString(SITE.resolve("licences.txt"));

    for (String name :
        List.of(
            "react", "react-dom", "scheduler", "@tanstack/query-core", "@tanstack/react-query")) {
      assertTrue(licences.contains("== " + name + " =="), name);
    }
  }

  /** As BundleWeb does it; that one runs from its source and cannot be called from here. */
  private static String hash(Path directory) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<String> names;
    try (Stream<Path> files = Files.list(directory)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("package-lock.json"))
              .sorted()
              .toList();
    }
    for (String name : names) {
      String text = Files.readString(directory.resolve(name)).replace("\r\n", "\n");
      digest.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
