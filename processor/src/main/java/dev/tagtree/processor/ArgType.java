// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The types that a parameter may have: how each is read in Java, checked and typed in the browser.
 */
enum ArgType {
  STRING("java.lang.String", "text", "text", "string"),
  INT("int", "integer", "integer(-(2n ** 31n), 2n ** 31n - 1n)", "number | bigint"),
  LONG("long", "longInteger", "integer(-(2n ** 63n), 2n ** 63n - 1n)", "number | bigint"),
  SHORT("short", "shortInteger", "integer(-(2n ** 15n), 2n ** 15n - 1n)", "number | bigint"),
  BYTE("byte", "byteInteger", "integer(-128n, 127n)", "number | bigint"),
  BOOLEAN("boolean", "bool", "truth", "boolean"),
  BIG_INTEGER("java.math.BigInteger", "bigInteger", "integer()", "number | bigint"),
  UUID("java.util.UUID", "uuid", "uuid", "string"),
  LOCAL_DATE("java.time.LocalDate", "date", "date", "string"),
  ENUM("", "constant", "", "");

  /** What a message lists where a type is not among them. */
  static final String ALLOWED =
      "String, int, long, short, byte, boolean, BigInteger, UUID, LocalDate, enums, and records"
          + " with one such component";

  private final String javaName;
  private final String reader;
  private final String check;
  private final String typing;

  ArgType(String javaName, String reader, String check, String typing) {
    this.javaName = javaName;
    this.reader = reader;
    this.check = check;
    this.typing = typing;
  }

  /** {@return the type with this Java name; enums are found by their kind instead} */
  static Optional<ArgType> of(String javaName) {
    return Arrays.stream(values())
        .filter(type -> type != ENUM && type.javaName.equals(javaName))
        .findFirst();
  }

  /** {@return the simple names of all types but enums} */
  static List<String> simpleNames() {
    return Arrays.stream(values())
        .filter(type -> type != ENUM)
        .map(type -> type.javaName.substring(type.javaName.lastIndexOf('.') + 1))
        .toList();
  }

  /** {@return the method of TagReader that reads one} */
  String reader() {
    return reader;
  }

  /** {@return the expression that checks and writes one in the generated module} */
  String check(Tree.Param param) {
    return this == ENUM ? "constant(" + Json.strings(param.constants()) + ")" : check;
  }

  /** {@return the TypeScript type} */
  String typing(Tree.Param param) {
    if (this != ENUM) {
      return typing;
    }
    return param.constants().isEmpty()
        ? "never"
        : String.join(" | ", param.constants().stream().map(Json::string).toList());
  }

  String javaName() {
    return javaName;
  }

  boolean isPrimitive() {
    return javaName.indexOf('.') < 0 && this != ENUM;
  }
}
