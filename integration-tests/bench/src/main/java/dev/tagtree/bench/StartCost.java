// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.it.processor.Artifacts;
import dev.tagtree.it.processor.Jdk;
import dev.tagtree.kit.Folder;
import dev.tagtree.kit.Table;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cost of 1,000 tags when a new JVM makes each of them once: mostly that of loading classes.
 */
final class StartCost {
  private static final int LEAVES = 1_000;

  /** The JVM's own start, which is subtracted. */
  private static final String NOTHING =
      "package com.example; public final class Nothing { public static void main(String[] a) {} }";

  private final Jdk jdk;
  private final Path folder;
  private final String classPath;
  private final Map<String, List<String>> programs = new LinkedHashMap<>();

  private StartCost(Jdk jdk, Path folder) throws Exception {
    this.jdk = jdk;
    this.folder = folder;
    Folder.delete(folder);
    Path sources = Files.createDirectories(folder.resolve("sources"));
    LargeTree tree = new LargeTree(LEAVES);
    Map<String, String> files = new LinkedHashMap<>(tree.declaration());
    files.put("Records.java", tree.records());
    files.put("UseOfTags.java", tree.useOfTags());
    files.put("UseOfRecords.java", tree.useOfRecords());
    files.put("Nothing.java", NOTHING);
    List<String> arguments = new ArrayList<>(List.of("-cp", Artifacts.runtime()));
    arguments.addAll(List.of("-processorpath", Artifacts.processor().toString()));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    arguments.addAll(List.of("-d", classes.toString()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      arguments.add(Files.writeString(sources.resolve(file.getKey()), file.getValue()).toString());
    }
    jdk.run("javac", arguments.toArray(String[]::new));
    Path jar = folder.resolve("app.jar"); // an archive takes classes from jars only
    jdk.run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    classPath = jar + File.pathSeparator + Artifacts.runtime();
    programs.put("nothing", java("Nothing"));
    programs.put("tags: made, text", java("UseOfTags"));
    programs.put("tags: made, text, hash", java("UseOfTags", "set"));
    programs.put("records: made, text", java("UseOfRecords"));
    programs.put("records: made, text, hash", java("UseOfRecords", "set"));
    for (String name : List.copyOf(programs.keySet())) {
      programs.put(
          name + ", from an archive", archived(Objects.requireNonNull(programs.get(name), name)));
    }
  }

  static void print(List<Jdk> jdks, int rounds, Path folder) throws Exception {
    Table table = new Table("JDK", "1,000 of", "wall ms", "CPU ms", "classes");
    for (Jdk jdk : jdks) {
      new StartCost(jdk, folder).measure(rounds, table);
    }
    System.out.println("Median (least-most) beyond a program that does nothing.\n");
    table.print();
  }

  private void measure(int rounds, Table table) throws Exception {
    Map<String, Usage[]> usages = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> program : programs.entrySet()) {
        usages.computeIfAbsent(program.getKey(), name -> new Usage[rounds])[round] =
            Usage.of(program.getValue(), folder.resolve("log"));
      }
    }
    for (String name : programs.keySet()) {
      if (name.startsWith("nothing")) {
        continue;
      }
      boolean archived = name.endsWith("archive");
      String nothing = archived ? "nothing, from an archive" : "nothing";
      Usage[] some = Objects.requireNonNull(usages.get(name), name);
      Usage[] none = Objects.requireNonNull(usages.get(nothing), nothing);
      IntStream all = IntStream.range(0, rounds);
      IntStream again = IntStream.range(0, rounds);
      table.row(
          "JDK " + jdk.version(),
          name,
          milliseconds(all.mapToDouble(i -> some[i].wall() - none[i].wall())),
          milliseconds(again.mapToDouble(i -> some[i].cpu() - none[i].cpu())),
          String.format(Locale.ROOT, "%,d", loaded(name) - loaded(nothing)));
    }
  }

  private static String milliseconds(DoubleStream seconds) {
    double[] sorted = Samples.of(seconds).sorted();
    return String.format(
        Locale.ROOT,
        "%.0f (%.0f-%.0f)",
        1000 * new Samples(sorted).median(),
        1000 * sorted[0],
        1000 * sorted[sorted.length - 1]);
  }

  private long loaded(String program) throws Exception {
    Path log = folder.resolve("loaded");
    List<String> command = new ArrayList<>(programs.get(program));
    command.add(1, "-Xlog:class+load:file=" + log);
    Usage.of(command, folder.resolve("log"));
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    }
  }

  private List<String> java(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.home().resolve("bin/java").toString());
    command.addAll(List.of("-cp", classPath, "com.example." + program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a program once to archive its classes; {@return the command that starts from there} */
  private List<String> archived(List<String> command) throws Exception {
    Path archive = folder.resolve("archive" + programs.size());
    List<String> dump = new ArrayList<>(command);
    dump.add(1, "-XX:ArchiveClassesAtExit=" + archive);
    Usage.of(dump, folder.resolve("log"));
    List<String> start = new ArrayList<>(command);
    start.add(1, "-XX:SharedArchiveFile=" + archive);
    return start;
  }
}
