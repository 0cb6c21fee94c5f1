// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The targets of TagTree, held against what was measured. */
final class Targets {
  private static final List<Peer> JVM =
      List.of(Peer.NETTY, Peer.UNDERTOW, Peer.VERTX, Peer.SPRING_MVC, Peer.SPRING_WEBFLUX);

  private final Results results;
  private final Table table = new Table(List.of("target", "limit", "measured", "verdict"));

  private Targets(Results results) {
    this.results = results;
  }

  /** {@return the targets of which something was measured} */
  static Table of(Results results) {
    Targets targets = new Targets(results);
    targets.speed();
    targets.memory();
    targets.interest();
    targets.life();
    return targets.table;
  }

  private void speed() {
    atMost("W2", Figure.CPU, Peer.NETTY, 0.80);
    atLeast("W2", Figure.RATE, Peer.NETTY, 1.00);
    atLeast("W2", Figure.RATE, Peer.NCHAN, 1.00);
    atMost("W1-pinned", Figure.P99, Peer.NCHAN, 1.00);
    atMost("W4", Figure.LAST, Peer.NETTY, 1.00);
    atMost("W4-pinned", Figure.LAST, Peer.NETTY, 1.00);
  }

  private void memory() {
    atMost("W3", Figure.PSS_10K, 5.00);
    for (Peer peer : JVM) {
      atMost("W3", Figure.PSS_10K, peer, 1.00);
    }
  }

  private void interest() {
    atMost("W5", Figure.CPU_EVENT, Peer.FLOOR, 1.25);
    OptionalDouble few = results.median("W5-at-100", Peer.TAGTREE, Figure.CPU_EVENT);
    OptionalDouble many = results.median("W5-at-19000", Peer.TAGTREE, Figure.CPU_EVENT);
    if (few.isPresent() && many.isPresent()) {
      row(
          "W5, CPU us / event at 19,000 connections / at 100",
          1.25,
          many.getAsDouble() / few.getAsDouble(),
          true);
    }
  }

  private void life() {
    atMost("life", Figure.HELD, 0);
    atMost("life", Figure.GROWTH, 2.00);
    atMost("life", Figure.HEAP_GROWTH, 2.00);
    atMost("life", Figure.OTHERS, 1.10);
    atMost("soak", Figure.LEFT, 0);
    atMost("soak", Figure.DESCRIPTORS, Soak.FEW);
    atMost("soak", Figure.THREADS, Soak.FEW);
    atMost("soak", Figure.HEAP_MORE, Soak.HEAP_BYTES / 1e6);
  }

  private void atMost(String workload, Figure figure, double limit) {
    results
        .median(workload, Peer.TAGTREE, figure)
        .ifPresent(value -> row(workload + ", " + figure.heading(), limit, value, true));
  }

  private void atMost(String workload, Figure figure, Peer other, double limit) {
    compare(workload, figure, other, limit, true);
  }

  private void atLeast(String workload, Figure figure, Peer other, double limit) {
    compare(workload, figure, other, limit, false);
  }

  private void compare(String workload, Figure figure, Peer other, double limit, boolean most) {
    results
        .ratio(workload, Peer.TAGTREE, other, figure)
        .ifPresent(
            ratio ->
                row(
                    workload + ", " + figure.heading() + " / that of " + other.label(),
                    limit,
                    ratio,
                    most));
  }

  private void row(String name, double limit, double measured, boolean most) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add((most ? "at most " : "at least ") + String.format(Locale.ROOT, "%.2f", limit));
    cells.add(String.format(Locale.ROOT, "%.2f", measured));
    cells.add((most ? measured <= limit : measured >= limit) ? "PASS" : "MISSED");
    table.row(cells);
  }
}
