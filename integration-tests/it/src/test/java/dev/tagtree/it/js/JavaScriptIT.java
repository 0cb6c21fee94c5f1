// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the tests that the modules have in their own language, against the real libraries. */
class JavaScriptIT {
  private static final Path TESTS = Path.of("../../runtime/core/src/test/js");

  @Test
  void modulesPassTheirOwnTests() throws IOException, InterruptedException {
    NpmProject project = NpmProject.create("tests");
    List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=tap"));
    NpmProject.files(TESTS).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".test.js"))
        .forEach(arguments::add);

    Map<String, String> environment = Map.of("NODE_PATH", project.modules().toString());
    Ended run = Node.find().run(TESTS, environment, arguments);

    assertEquals(0, run.exitCode(), run.output());
    assertTrue(total(run, "pass") > 0, run.output());
    assertEquals(total(run, "tests"), total(run, "pass"), run.output());
    System.out.println("JavaScript tests: " + total(run, "pass"));
  }

  @Test
  void packageIsImportedByItsName() throws IOException, InterruptedException {
    String script =
        """
        import { connect, overlaps } from "@tagtree/client";
        import { syncQueries, tags } from "@tagtree/client/tanstack";
        import * as rtk from "@tagtree/client/rtk";
        import * as swr from "@tagtree/client/swr";
        import { createSchedule } from "@tagtree/client/schedule";
        import about from "@tagtree/client/package.json" with { type: "json" };
        console.log(about.name, typeof connect, typeof syncQueries, tags("a").tags, overlaps("a", "b"));
        console.log(typeof rtk.syncQueries, typeof swr.syncQueries, typeof createSchedule);
        """;
    Ended run =
        Node.find()
            .run(
                NpmProject.create("imports").root(),
                Map.of("NODE_NO_WARNINGS", "1"),
                List.of("--input-type=module", "--eval", script));

    assertEquals(
        "@tagtree/client function function [ 'a' ] false\nfunction function function",
        run.output().strip());
  }

  @Test
  void machineWithoutNodeUsesTheBrowserDrivers() throws IOException, InterruptedException {
    Node node = Node.ofBrowserDriver().orElseThrow();

    Ended run = node.run(Path.of("."), Map.of(), List.of("--print", "6 * 7"));

    assertEquals("42", run.output().strip());
  }

  private static int total(Ended run, String what) {
    Matcher line = Pattern.compile("(?m)^# " + what + " (\\d+)$").matcher(run.output());
    assertTrue(line.find(), run.output());
    return Integer.parseInt(line.group(1));
  }
}
