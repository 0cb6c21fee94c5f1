// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Circumstances;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs every workload on every peer, round by round, and prints what came out. */
public final class FanOut {
  private static final Map<String, Workload> WORKLOADS = new LinkedHashMap<>();

  static {
    WORKLOADS.put("W1", Broadcast.PACED);
    WORKLOADS.put("W1-pinned", Broadcast.PACED_PINNED);
    WORKLOADS.put("W2", Broadcast.BACK_TO_BACK);
    WORKLOADS.put("W3", new IdleMemory());
    WORKLOADS.put("W4", OneEvent.FREE);
    WORKLOADS.put("W4-pinned", OneEvent.PINNED);
    WORKLOADS.put("W5", new Keyed("W5", 5_000));
    WORKLOADS.put("W5-at-100", new Keyed("W5-at-100", 100));
    WORKLOADS.put("W5-at-19000", new Keyed("W5-at-19000", 19_000));
    WORKLOADS.put("life", new Life());
    WORKLOADS.put("soak", new Soak());
  }

  private FanOut() {}

  /**
   * Arguments: folder of the module, peers, workloads, rounds, seconds a phase, minutes of soak.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> workloads = workloads(arguments[2]);
    List<Peer> peers = installed(Peer.named(arguments[1]));
    int rounds = Integer.parseInt(arguments[3]);
    long start = System.nanoTime();
    Results results = new Results();
    Bench bench =
        new Bench(
            Programs.compile(folder.resolve("src/main/c"), folder.resolve("target/fan-out")),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            results);
    System.out.println(heading(arguments));
    for (int round = 1; round <= rounds; round++) {
      results.startRound(round);
      for (String workload : workloads) {
        for (Peer peer : peers) {
          measure(bench, workload, peer, round);
        }
      }
    }
    for (String workload : results.workloads()) {
      System.out.println("\n### " + workload + "\n\n" + results.table(workload));
    }
    System.out.println("\n### Targets of TagTree\n\n" + Targets.of(results));
    System.out.println(
        "It took " + Duration.ofNanos(System.nanoTime() - start).toMinutes() + " minutes.");
    System.exit(0); // Pushpin's origin would go on
  }

  private static void measure(Bench bench, String workload, Peer peer, int round)
      throws InterruptedException {
    Workload measured = WORKLOADS.get(workload);
    if (!measured.suits(peer)) {
      return;
    }
    System.err.println("round " + round + ", " + workload + ", " + peer.label());
    try {
      measured.measure(bench, peer);
    } catch (IOException | RuntimeException failure) {
      bench.results().fault(workload, peer, "did not finish: " + failure.getMessage());
    }
  }

  private static List<String> workloads(String names) {
    List<String> workloads =
        switch (names) {
          case "all" -> WORKLOADS.keySet().stream().filter(name -> !name.equals("soak")).toList();
          case "quick" -> List.of("W2", "W3", "W5");
          default -> Arrays.asList(names.split(","));
        };
    for (String name : workloads) {
      if (!WORKLOADS.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no workload '" + name + "', but " + WORKLOADS.keySet());
      }
    }
    return workloads;
  }

  private static List<Peer> installed(List<Peer> peers) {
    List<Peer> installed = new ArrayList<>();
    for (Peer peer : peers) {
      if (peer.missing().isEmpty()) {
        installed.add(peer);
      } else {
        System.out.println("Skipped " + peer.label() + ": " + peer.missing());
      }
    }
    return installed;
  }

  private static String heading(String[] arguments) throws IOException {
    String command =
        "mvn -B -ntp -Pbench-fan-out -pl integration-tests/fan-out -am verify -Dfanout.peers=%s -Dfanout.workloads=%s -Dfanout.rounds=%s -Dfanout.seconds=%s -Dfanout.minutes=%s"
            .formatted((Object[]) Arrays.copyOfRange(arguments, 1, arguments.length));
    return Circumstances.heading(command)
        + "\nMedian (least-most) of the rounds; ratios are of one round, and the median of these.";
  }
}
