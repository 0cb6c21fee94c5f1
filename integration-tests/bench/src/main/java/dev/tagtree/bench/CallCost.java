// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link TagCalls} on each JDK, in processes of their own. */
final class CallCost {
  /** JMH uses what JDKs from here on can be told to allow in silence, and warn of later on. */
  private static final int UNSAFE_WARNS = 23;

  private static final Map<String, String> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("leafMade", "tag: byId(id), toString, equals");
    CALLS.put("recordMade", "record, equal by its component: the same");
    CALLS.put("encodedRecordMade", "record that encodes: the same");
    CALLS.put("recordByTextMade", "record, equal by its text as tags are: the same");
    CALLS.put("parse", "Tag.parse, 13 characters");
    CALLS.put("parseLong", "Tag.parse, 65 characters");
    CALLS.put("parseTyped", "AppTags.parse, 13 characters");
    CALLS.put("overlapsGroup", "Tag.overlaps, leaf and its group");
    CALLS.put("overlapsLeaf", "Tag.overlaps, equal leaves");
    CALLS.put("overlapsNot", "Tag.overlaps, leaves with different values");
    CALLS.put("resolve", "Tag.resolve, group of 3");
    CALLS.put("stringEquals", "String.equals, 13 characters");
    CALLS.put("stringSplit", "String.split, 13 characters");
  }

  private CallCost() {}

  static void print(List<Jdk> jdks) throws Exception {
    Table costs = new Table("JDK", "call", "ns", "+/- (99.9 %)", "least");
    Targets targets = new Targets();
    for (Jdk jdk : jdks) {
      String version = "JDK " + jdk.version();
      Map<String, Double> scores = new HashMap<>();
      Map<String, Result<?>> results = run(jdk);
      CALLS.forEach(
          (name, call) -> {
            Result<?> result = Objects.requireNonNull(results.get(name), name);
            double least = result.getStatistics().getMin();
            scores.put(name, least); // the one that other work on the machine disturbed least
            costs.row(
                version,
                call,
                figure(result.getScore()),
                figure(result.getScoreError()),
                figure(least));
          });
      double tag = least(scores, "leafMade");
      String at = ", " + version;
      targets.add(
          "byId, toString, equals / record by text" + at,
          tag / least(scores, "recordByTextMade"),
          1);
      for (String call : List.of("overlapsGroup", "overlapsLeaf", "overlapsNot")) {
        targets.add(CALLS.get(call) + " (ns)" + at, least(scores, call), 100);
      }
      for (String call : List.of("parse", "parseTyped", "parseLong")) {
        targets.add(CALLS.get(call) + " (ns)" + at, least(scores, call), 300);
      }
    }
    costs.print();
    targets.print();
  }

  private static double least(Map<String, Double> scores, String call) {
    return Objects.requireNonNull(scores.get(call), call);
  }

  private static Map<String, Result<?>> run(Jdk jdk) throws Exception {
    Map<String, Result<?>> results = new HashMap<>();
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(TagCalls.class.getName() + "\\.")
        .jvm(jdk.home().resolve("bin/java").toString())
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    if (jdk.version() >= UNSAFE_WARNS) {
      options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
    }
    for (RunResult result : new Runner(options.build()).run()) {
      String name = result.getParams().getBenchmark();
      results.put(name.substring(name.lastIndexOf('.') + 1), result.getPrimaryResult());
    }
    return results;
  }

  private static String figure(double nanoseconds) {
    return String.format(Locale.ROOT, "%.1f", nanoseconds);
  }
}
