// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.bench.Compilation.Way;
import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Folder;
import dev.tagtree.kit.Table;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The share of a processor in a compilation: the processor time of a compiler that generates,
 * divided by that of one which is given the same sources as if they had been written by hand.
 */
final class CompileCost {
  /**
   * Sizes that processors beside ours are measured at, those of a small application and a large
   * one: one file each, so more would say no more.
   */
  private static final int LEAST_VALUES = 60;

  private static final int MOST_VALUES = 1_000;

  /** Those of them that ours is held against. */
  private static final List<String> YARDSTICKS = List.of("AutoValue", "MapStruct");

  /** Sizes from here on are measured in fewer rounds: one takes a minute. */
  private static final int LARGE = 10_000;

  private static final int ROUNDS_OF_LARGE = 3;

  private final Table costs =
      new Table(
          "JDK",
          "processor",
          "input",
          "CPU s",
          "/ no-op",
          "/ plain",
          "class bytes",
          "with -g",
          "lines");
  private final Targets targets = new Targets();

  private CompileCost() {}

  static void print(
      List<Jdk> jdks, List<Subject> subjects, List<Integer> sizes, int rounds, Path folder)
      throws Exception {
    CompileCost cost = new CompileCost();
    for (Jdk jdk : jdks) {
      for (int size : sizes) {
        int some = size < LARGE ? rounds : Math.min(rounds, ROUNDS_OF_LARGE);
        cost.compare(jdk, subjects, size, some, folder);
      }
    }
    System.out.println(
        "Median of the rounds (least-most). Bytes and lines are for one leaf, value or mapper.\n");
    cost.costs.print();
    cost.targets.print();
  }

  private void compare(Jdk jdk, List<Subject> subjects, int size, int rounds, Path folder)
      throws Exception {
    Map<String, Double> toPlain = new HashMap<>();
    for (Subject subject : subjects) {
      if (subject.isTree() || size >= LEAST_VALUES && size <= MOST_VALUES) {
        toPlain.put(subject.name(), measure(jdk, subject, size, rounds, folder));
      }
    }
    Double ours = toPlain.get(Subject.OURS);
    for (String name : YARDSTICKS) {
      Double other = toPlain.get(name);
      if (ours != null && other != null) {
        String at = String.format(Locale.ROOT, ", %,d of each, JDK %d", size, jdk.version());
        targets.addBelow("CPU / no processor, below that of " + name + at, ours, other);
      }
    }
  }

  /**
   * Each round starts with another way, so that none profits from its place. {@return the median
   * ratio to a compiler without a processor}
   */
  private double measure(Jdk jdk, Subject subject, int size, int rounds, Path folder)
      throws Exception {
    String version = "JDK " + jdk.version();
    String input = String.format(Locale.ROOT, "%,d %s", size, subject.unit());
    System.err.println("measuring " + subject.name() + ", " + input + ", " + version);
    Folder.delete(folder);
    Compilation compilation = new Compilation(subject, size, jdk, folder);
    Way[] ways = Way.values();
    double[][] cpu = new double[ways.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ways.length; i++) {
        Way way = ways[(round + i) % ways.length];
        cpu[way.ordinal()][round] = compilation.compile(way).cpu();
      }
    }
    double[] with = cpu[Way.PROCESSOR.ordinal()];
    Samples toNoOp = Samples.ratios(with, cpu[Way.NO_OP.ordinal()]);
    Samples toPlain = Samples.ratios(with, cpu[Way.PLAIN.ordinal()]);
    double bytes = (double) compilation.generatedClassBytes() / size;
    double debugBytes = (double) compilation.generatedClassBytes("-g") / size;
    costs.row(
        version,
        subject.name(),
        input,
        String.format(Locale.ROOT, "%.2f", Samples.of(DoubleStream.of(with)).median()),
        toNoOp.toString(),
        toPlain.toString(),
        String.format(Locale.ROOT, "%,.0f", bytes),
        String.format(Locale.ROOT, "%,.0f", debugBytes),
        String.format(Locale.ROOT, "%.1f", (double) compilation.generatedLines() / size));
    String at = ", " + input + ", " + version;
    if (size == MOST_VALUES && subject.isTree()) {
      targets.add("CPU / no processor" + at, toPlain.median(), 1.50);
    }
    if (size >= MOST_VALUES && subject.isTree()) {
      targets.add("class bytes of a leaf" + at, bytes, 1_100);
      targets.add("class bytes of a leaf with -g" + at, debugBytes, 1_350);
    }
    return toPlain.median();
  }
}
