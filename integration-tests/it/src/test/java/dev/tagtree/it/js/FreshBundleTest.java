// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's committed bundle was made of the sources beside it. */
class FreshBundleTest {
  private static final Path SOURCES = Path.of("../demo/src/main/web");
  private static final Path SITE = Path.of("../demo/src/main/resources/com/example/site");

  @ParameterizedTest
  @ValueSource(strings = {"demo.js", "demo.css"})
  void bundleNamesTheHashOfItsSources(String file) throws IOException {
    String firstLine = Files.readString(SITE.resolve(file)).lines().findFirst().orElseThrow();

    assertEquals(
        BundleWeb.banner(file, SOURCES),
        firstLine,
        "the bundle is stale; make it anew with: mvn -q -Pweb test-compile");
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
}
