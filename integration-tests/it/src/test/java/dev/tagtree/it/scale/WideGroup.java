// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kinds of groups whose classes need many constants; with the most members that are allowed. */
enum WideGroup {
  NO_PARAMETERS(5_333, 0, "") {
    @Override
    String param(int leaf, int param) {
      throw new AssertionError("has none");
    }
  },
  SHARED_PARAMETERS(5_332, 3, "") {
    @Override
    String param(int leaf, int param) {
      return "String p" + param;
    }
  },
  OWN_NAMES(3_555, 3, "") {
    @Override
    String param(int leaf, int param) {
      return "String p" + leaf + "_" + param;
    }
  },
  OWN_ENUMS(1_523, 3, "public enum E%d_%d { A }") {
    @Override
    String param(int leaf, int param) {
      return String.format("Types.E%1$d_%2$d p%1$d_%2$d", leaf, param);
    }
  },
  OWN_RECORDS(969, 3, "public record R%d_%d(String text) {}") {
    @Override
    String param(int leaf, int param) {
      return String.format("Types.R%1$d_%2$d p%1$d_%2$d", leaf, param);
    }
  },
  /** Each call of such a record's constructor is a method of its own. */
  BOXED_RECORDS(
      1_777, 3, "public record R%1$d_%2$d(long n) { public R%1$d_%2$d(Long l) { this(0L); } }") {
    @Override
    String param(int leaf, int param) {
      return "Types.R0_0 p" + param;
    }
  };

  private final int most;
  private final int params;
  private final String type;

  WideGroup(int most, int params, String type) {
    this.most = most;
    this.params = params;
    this.type = type;
  }

  abstract String param(int leaf, int param);

  /** {@return with how many members it is accepted; with one more it is not} */
  int most() {
    return most;
  }

  /** Writes a tree with one such group. */
  void write(Path folder, int members) throws IOException {
    Files.createDirectories(folder);
    String leaves =
        IntStream.range(0, members)
            .mapToObj(leaf -> "    Tag leaf" + leaf + "(" + params(leaf) + ");\n")
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("App.java"),
        "package com.example;\n\nimport dev.tagtree.*;\n\n@TagTree\npublic interface App {\n"
            + "  interface Wide {\n"
            + leaves
            + "  }\n}\n");
    if (!type.isEmpty()) {
      String types =
          IntStream.range(0, members)
              .boxed()
              .flatMap(
                  leaf ->
                      IntStream.range(0, params)
                          .mapToObj(param -> "  " + String.format(type, leaf, param) + "\n"))
              .collect(Collectors.joining());
      Files.writeString(
          folder.resolve("Types.java"),
          "package com.example;\n\npublic final class Types {\n  private Types() {}\n"
              + types
              + "}\n");
    }
  }

  private String params(int leaf) {
    return IntStream.range(0, params)
        .mapToObj(param -> param(leaf, param))
        .collect(Collectors.joining(", "));
  }
}
