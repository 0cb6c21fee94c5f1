// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A tree of any size, as an application would declare it: 20 leaves a group, of which 8 have no
 * parameter, 8 one and 4 two; each fifth group has a parameter itself.
 */
record LargeTree(int leaves) {
  private static final int LEAVES_OF_A_GROUP = 20;

  private static final List<String> AREAS =
      List.of(
          "Sales", "Billing", "Support", "Payroll", "Legal", "Fleet", "Retail", "Travel", "Health",
          "Energy", "Media", "School", "Garden", "Bank", "Harbour", "Museum", "Studio", "Clinic",
          "Factory", "Library");

  private static final List<String> THINGS =
      List.of(
          "Orders",
          "Invoices",
          "Tickets",
          "Contracts",
          "Members",
          "Vehicles",
          "Products",
          "Trips",
          "Readings",
          "Meters",
          "Articles",
          "Courses",
          "Plants",
          "Accounts",
          "Ships",
          "Exhibits",
          "Rooms",
          "Patients",
          "Machines",
          "Books",
          "Offers",
          "Notes",
          "Events",
          "Teams",
          "Reports");

  LargeTree {
    if (leaves > AREAS.size() * THINGS.size() * LEAVES_OF_A_GROUP) {
      throw new IllegalArgumentException("there are no names for " + leaves + " leaves");
    }
  }

  /** A parameter, and an argument for it. */
  private record Param(String type, String name, String argument) {}

  private record Leaf(String name, List<Param> params) {
    static Leaf of(String name, Param... params) {
      return new Leaf(name, List.of(params));
    }

    String className() {
      return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
  }

  private record Group(String className, boolean scoped, List<Leaf> leaves) {
    String name() {
      return Character.toLowerCase(className.charAt(0)) + className.substring(1);
    }
  }

  private static final Param ID = new Param("String", "id", "\"1\"");
  private static final Param DAY = new Param("LocalDate", "day", "LocalDate.EPOCH");
  private static final Param FROM = new Param("LocalDate", "from", "LocalDate.EPOCH");
  private static final Param TO = new Param("LocalDate", "to", "LocalDate.EPOCH");
  private static final Param OWNER = new Param("UUID", "owner", "new UUID(1, 2)");
  private static final Param STATE = new Param("State", "state", "State.OPEN");
  private static final Param NUMBER = new Param("long", "number", "7L");
  private static final Param PAGE = new Param("int", "page", "3");
  private static final Param TEXT = new Param("String", "text", "\"blue\"");
  private static final Param OPEN = new Param("boolean", "open", "true");
  private static final Param ORG = new Param("String", "org", "\"acme\"");

  private static final List<Leaf> TEMPLATE =
      List.of(
          Leaf.of("list"),
          Leaf.of("byId", ID),
          Leaf.of("inRange", FROM, TO),
          Leaf.of("summary"),
          Leaf.of("byOwner", OWNER),
          Leaf.of("count"),
          Leaf.of("byNumber", NUMBER),
          Leaf.of("recent"),
          Leaf.of("search", TEXT, PAGE),
          Leaf.of("onDay", DAY),
          Leaf.of("archived"),
          Leaf.of("byState", STATE),
          Leaf.of("pending"),
          Leaf.of("byPage", PAGE),
          Leaf.of("history", ID, NUMBER),
          Leaf.of("settings"),
          Leaf.of("byText", TEXT),
          Leaf.of("statistics"),
          Leaf.of("ifOpen", OPEN),
          Leaf.of("ofOwner", OWNER, STATE));

  private static final String IMPORTS =
      """
      package com.example;

      import dev.tagtree.*;
      import java.time.LocalDate;
      import java.util.UUID;

      """;

  /** {@return the tree, as sources by file name} */
  Map<String, String> declaration() {
    StringBuilder app = new StringBuilder(IMPORTS);
    app.append("/** What the pages show. */\n@TagTree\npublic interface App {\n");
    for (Group group : groups()) {
      if (group.scoped()) {
        app.append("  %s %s(@Scope String org);\n".formatted(group.className(), group.name()));
      }
      app.append("  /** What can go stale of %s. */\n".formatted(group.name()));
      app.append("  interface %s {\n".formatted(group.className()));
      for (Leaf leaf : group.leaves()) {
        app.append("    Tag %s(%s);\n".formatted(leaf.name(), params(leaf.params())));
      }
      app.append("  }\n");
    }
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("App.java", app + "}\n");
    sources.put("State.java", "package com.example;\n\npublic enum State { OPEN, DONE }\n");
    return sources;
  }

  /** {@return the same tags as records, whose text is concatenated when it is asked for} */
  String records() {
    StringBuilder records = new StringBuilder(IMPORTS).append("final class Records {\n");
    for (Group group : groups()) {
      records.append("  static final class %s {\n".formatted(group.className()));
      for (Leaf leaf : group.leaves()) {
        String text =
            "\"" + group.name() + (group.scoped() ? "(\" + org + \")" : "") + "." + leaf.name();
        text +=
            leaf.params().isEmpty()
                ? "\""
                : leaf.params().stream()
                    .map(Param::name)
                    .collect(Collectors.joining(" + \",\" + ", "(\" + ", " + \")\""));
        records.append(
            "    record %s(%s) { public String toString() { return %s; } }\n"
                .formatted(leaf.className(), params(all(group, leaf)), text));
      }
      records.append("  }\n");
    }
    return records + "}\n";
  }

  /** {@return a program that makes each tag once and asks it for its text} */
  String useOfTags() {
    return use(
        "UseOfTags",
        (group, leaf) ->
            "AppTags.%s(%s).%s(%s)"
                .formatted(
                    group.name(),
                    group.scoped() ? ORG.argument() : "",
                    leaf.name(),
                    arguments(leaf.params())));
  }

  /** {@return a program that makes each record once and asks it for its text} */
  String useOfRecords() {
    return use(
        "UseOfRecords",
        (group, leaf) ->
            "new Records.%s.%s(%s)"
                .formatted(group.className(), leaf.className(), arguments(all(group, leaf))));
  }

  private interface Expression {
    String of(Group group, Leaf leaf);
  }

  /** With an argument, the program puts each into a set too. */
  private String use(String name, Expression expression) {
    StringBuilder program = new StringBuilder(IMPORTS);
    program
        .append("public final class %s {\n".formatted(name))
        .append("  private static java.util.Set<Object> seen;\n  private static int length;\n")
        .append("  private static void use(Object tag) {\n")
        .append("    length += tag.toString().length();\n")
        .append("    if (seen != null) seen.add(tag);\n  }\n");
    List<Group> groups = groups();
    for (Group group : groups) {
      program.append("  private static void %s() {\n".formatted(group.name()));
      for (Leaf leaf : group.leaves()) {
        program.append("    use(%s);\n".formatted(expression.of(group, leaf)));
      }
      program.append("  }\n");
    }
    program
        .append("  public static void main(String[] arguments) {\n")
        .append("    if (arguments.length > 0) seen = new java.util.HashSet<>();\n");
    groups.forEach(group -> program.append("    %s();\n".formatted(group.name())));
    program.append("    if (length == 0) throw new AssertionError();\n");
    return program.append("  }\n}\n").toString();
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int left = leaves; left > 0; left -= LEAVES_OF_A_GROUP) {
      int i = groups.size();
      String name = AREAS.get(i % AREAS.size()) + THINGS.get(i / AREAS.size());
      List<Leaf> some = TEMPLATE.subList(0, Math.min(left, LEAVES_OF_A_GROUP));
      groups.add(new Group(name, i % 5 == 4, some));
    }
    return groups;
  }

  private static List<Param> all(Group group, Leaf leaf) {
    List<Param> all = new ArrayList<>(group.scoped() ? List.of(ORG) : List.of());
    all.addAll(leaf.params());
    return all;
  }

  private static String params(List<Param> params) {
    return params.stream().map(p -> p.type() + " " + p.name()).collect(Collectors.joining(", "));
  }

  private static String arguments(List<Param> params) {
    return params.stream().map(Param::argument).collect(Collectors.joining(", "));
  }
}
