// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Circumstances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs the benchmarks that were asked for, and says on which machine and how. */
public final class Benchmarks {
  private static final Set<String> NAMES =
      Set.of("compile", "start", "calls", "postgres", "redis", "all");

  private Benchmarks() {}

  /**
   * The profile's program.
   *
   * @param arguments which one, the JDKs' versions, the processors, the numbers of leaves, the
   *     rounds
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5 || !NAMES.contains(arguments[0])) {
      throw new IllegalArgumentException(
          "-Dbench is compile, start, calls, postgres, redis or all");
    }
    String which = arguments[0];
    List<Jdk> jdks = new ArrayList<>();
    for (int version : numbers("bench.jdks", arguments[1])) {
      jdks.add(Jdk.find(version));
    }
    List<Integer> sizes = numbers("bench.sizes", arguments[3]);
    int rounds = numbers("bench.rounds", arguments[4]).get(0);
    System.out.println(heading(arguments));
    Path folder = Path.of("target", "bench").toAbsolutePath();
    if (Set.of("compile", "all").contains(which)) {
      CompileCost.print(
          jdks, Subject.named(arguments[2]), sizes, rounds, folder.resolve("compile"));
    }
    if (Set.of("start", "all").contains(which)) {
      StartCost.print(jdks, rounds, folder.resolve("start"));
    }
    if (Set.of("calls", "all").contains(which)) {
      CallCost.print(jdks);
    }
    if (Set.of("postgres", "all").contains(which)) {
      PostgresCost.print(rounds);
    }
    if (Set.of("redis", "all").contains(which)) {
      RedisCost.print(rounds);
    }
  }

  private static List<Integer> numbers(String property, String list) {
    try {
      List<Integer> numbers = Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
      if (numbers.stream().allMatch(number -> number > 0)) {
        return numbers;
      }
    } catch (NumberFormatException refused) {
      // says the same
    }
    throw new IllegalArgumentException(
        "-D" + property + "=" + list + " is not a list of numbers above 0");
  }

  private static String heading(String[] arguments) throws IOException {
    String command =
        "mvn -B -ntp -Pbench -pl integration-tests/bench -am verify -Dbench=%s -Dbench.jdks=%s -Dbench.processors=%s -Dbench.sizes=%s -Dbench.rounds=%s"
            .formatted((Object[]) arguments);
    return Circumstances.heading(command) + "\n";
  }
}
