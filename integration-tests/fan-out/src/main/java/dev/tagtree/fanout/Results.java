// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Everything that was measured, round by round. */
final class Results {
  /** One figure of one peer in one round. */
  private record Value(String workload, Peer peer, Figure figure, int round, double value) {}

  /** What went wrong, in words. */
  private record Fault(String workload, Peer peer, String what) {}

  private final List<Value> values = new ArrayList<>();
  private final Set<Fault> faults = new LinkedHashSet<>();
  private int round;

  void startRound(int number) {
    round = number;
  }

  void add(String workload, Peer peer, Figure figure, double value) {
    values.add(new Value(workload, peer, figure, round, value));
  }

  void fault(String workload, Peer peer, String what) {
    if (!what.isEmpty()) {
      faults.add(new Fault(workload, peer, what));
    }
  }

  List<String> workloads() {
    Set<String> workloads = new LinkedHashSet<>();
    values.forEach(value -> workloads.add(value.workload()));
    faults.forEach(fault -> workloads.add(fault.workload()));
    return List.copyOf(workloads);
  }

  /** {@return the middle one of all rounds} */
  OptionalDouble median(String workload, Peer peer, Figure figure) {
    List<Double> all =
        values.stream()
            .filter(value -> is(value, workload, peer, figure))
            .map(Value::value)
            .toList();
    return middle(all);
  }

  /** {@return the middle one of what both have in the same round, divided} */
  OptionalDouble ratio(String workload, Peer peer, Peer other, Figure figure) {
    List<Double> ratios = new ArrayList<>();
    for (Value mine : values) {
      if (is(mine, workload, peer, figure)) {
        values.stream()
            .filter(value -> is(value, workload, other, figure) && value.round() == mine.round())
            .forEach(value -> ratios.add(mine.value() / value.value()));
      }
    }
    return middle(ratios);
  }

  private static boolean is(Value value, String workload, Peer peer, Figure figure) {
    return value.workload().equals(workload) && value.peer() == peer && value.figure() == figure;
  }

  private static OptionalDouble middle(List<Double> all) {
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  /** {@return a table of one workload: medians, ranges, and ratios within a round} */
  Table table(String workload) {
    Set<Figure> figures = new TreeSet<>();
    Set<Peer> peers = new TreeSet<>();
    for (Value value : values) {
      if (value.workload().equals(workload)) {
        figures.add(value.figure());
        peers.add(value.peer());
      }
    }
    faults.stream().filter(f -> f.workload().equals(workload)).forEach(f -> peers.add(f.peer()));
    List<String> heading = new ArrayList<>(List.of("server"));
    for (Figure figure : figures) {
      heading.add(figure.heading());
      if (figure.compared()) {
        heading.addAll(List.of("/ floor", "/ netty"));
      }
    }
    heading.add("faults");
    Table table = new Table(heading);
    peers.forEach(peer -> table.row(row(workload, peer, figures)));
    return table;
  }

  private List<String> row(String workload, Peer peer, Set<Figure> figures) {
    List<String> row = new ArrayList<>(List.of(peer.label()));
    for (Figure figure : figures) {
      row.add(cell(workload, peer, figure));
      if (figure.compared()) {
        row.add(ratioCell(ratio(workload, peer, Peer.FLOOR, figure)));
        row.add(ratioCell(ratio(workload, peer, Peer.NETTY, figure)));
      }
    }
    List<String> said =
        faults.stream()
            .filter(fault -> fault.workload().equals(workload) && fault.peer() == peer)
            .map(Fault::what)
            .toList();
    row.add(said.isEmpty() ? "none" : String.join("; ", said));
    return row;
  }

  private String cell(String workload, Peer peer, Figure figure) {
    double[] all =
        values.stream()
            .filter(value -> is(value, workload, peer, figure))
            .mapToDouble(Value::value)
            .sorted()
            .toArray();
    if (all.length == 0) {
      return "-";
    }
    String median = figure.format(median(workload, peer, figure).orElseThrow());
    return all.length == 1
        ? median
        : median + " (" + figure.format(all[0]) + "-" + figure.format(all[all.length - 1]) + ")";
  }

  private static String ratioCell(OptionalDouble ratio) {
    return ratio.isPresent()
        ? String.format(java.util.Locale.ROOT, "%.2f", ratio.getAsDouble())
        : "-";
  }
}
