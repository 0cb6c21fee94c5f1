// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.Sources;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file in {@code bad}: a tree with a mistake, and at the end of each line what is said there.
 *
 * <ul>
 *   <li>{@code // error[TTnnn]} or {@code // warning[TTnnn]}: this problem;
 *   <li>{@code // nowhere: error[TTnnn]}: this problem, without a line;
 *   <li>{@code // ecj: no line}: ECJ has no line for it, as for all problems of records;
 *   <li>{@code // compiler}: the compilers speak for themselves, {@code // ecj}: only ECJ does;
 *   <li>{@code // times 5000}: the line stands for so many, with their numbers for each {@code #};
 *   <li>{@code // option -Aname=value}: is given to the compiler.
 * </ul>
 */
record Fixture(String name, List<String> lines) {
  private static final Pattern MARKER = Pattern.compile("(error|warning)\\[(TT\\d{3})]");
  private static final Pattern TIMES = Pattern.compile("(.*)// times (\\d+)");
  private static final Pattern OPTION = Pattern.compile("// option (-A.*)");

  private static final Pattern TREE = Pattern.compile("(?m)^(public )?interface App\\b");

  static List<Fixture> all() {
    return Sources.list("bad").stream()
        .filter(file -> file.toString().endsWith(".java"))
        .map(
            file -> new Fixture(file.getFileName().toString(), Sources.read(file).lines().toList()))
        .toList();
  }

  /** {@return the problem that it is about} */
  String id() {
    return name.substring(0, "TTnnn".length());
  }

  String source() {
    return lines.stream().map(Fixture::expanded).collect(Collectors.joining("\n"));
  }

  private static String expanded(String line) {
    Matcher times = TIMES.matcher(line);
    return times.matches()
        ? IntStream.range(0, Integer.parseInt(times.group(2)))
            .mapToObj(i -> times.group(1).replace("#", Integer.toString(i)))
            .collect(Collectors.joining())
        : line;
  }

  List<String> options() {
    return lines.stream()
        .map(OPTION::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .toList();
  }

  /** {@return what is to be said, each with its line, which is 0 for none} */
  Set<String> expected(Compilers compiler) {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean placed =
          !line.startsWith("// nowhere:")
              && (compiler == Compilers.JAVAC || !line.endsWith("// ecj: no line"));
      for (MatchResult marker : MARKER.matcher(line).results().toList()) {
        expected.add((placed ? i + 1 : 0) + " " + marker.group(1) + " " + marker.group(2));
      }
    }
    return expected;
  }

  /**
   * {@return whether the tree waits, in vain, for something that another processor may generate}
   */
  boolean waits() {
    return lines.stream().anyMatch(line -> line.matches(".*\\[TT(061|082)].*// compiler"));
  }

  /** {@return whether its class can be mentioned as {@code AppTags}} */
  boolean isNamedApp() {
    String source = source();
    return source.startsWith("package com.example;")
        && TREE.matcher(source).find()
        && !source.contains("@TagTree(");
  }

  /** {@return whether a compiler may speak for itself at a line} */
  boolean mayBeSaid(Compilers compiler, int line) {
    String text =
        line == 0
            ? lines.stream().filter(each -> each.startsWith("// nowhere:")).findFirst().orElse("")
            : lines.get(line - 1);
    return text.endsWith("// compiler") || compiler == Compilers.ECJ && text.endsWith("// ecj");
  }

  @Override
  public String toString() {
    return name;
  }
}
