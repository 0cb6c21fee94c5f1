// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types that a parameter may have, by the names that Java, the schema and the runtime use. */
public enum ArgType {
  STRING("java.lang.String", "String", "text"),
  INT("int", "int", "integer"),
  LONG("long", "long", "longInteger"),
  SHORT("short", "short", "shortInteger"),
  BYTE("byte", "byte", "byteInteger"),
  BOOLEAN("boolean", "boolean", "bool"),
  BIG_INTEGER("java.math.BigInteger", "BigInteger", "bigInteger"),
  UUID("java.util.UUID", "UUID", "uuid"),
  LOCAL_DATE("java.time.LocalDate", "LocalDate", "date"),
  ENUM("", "enum", "constant");

  /** The list that a message gives where a type is not among them. */
  public static final String ALLOWED =
      "String, int, long, short, byte, boolean, BigInteger, UUID, LocalDate, enums, and records"
          + " with one such component";

  private final String javaName;
  private final String schemaName;
  private final String reader;

  ArgType(String javaName, String schemaName, String reader) {
    this.javaName = javaName;
    this.schemaName = schemaName;
    this.reader = reader;
  }

  /** {@return the type with this Java name; enums are found by their kind instead} */
  public static Optional<ArgType> of(String javaName) {
    return Arrays.stream(values())
        .filter(type -> type != ENUM && type.javaName.equals(javaName))
        .findFirst();
  }

  /** {@return the simple names of all types but enums} */
  public static List<String> simpleNames() {
    return Arrays.stream(values())
        .filter(type -> type != ENUM)
        .map(type -> type.javaName.substring(type.javaName.lastIndexOf('.') + 1))
        .toList();
  }

  /** {@return what a schema calls it} */
  public String schemaName() {
    return schemaName;
  }

  /** {@return the method of TagReader that reads one} */
  public String reader() {
    return reader;
  }

  /** {@return the name of the Java type; empty for enums, each of which has its own} */
  public String javaName() {
    return javaName;
  }
}
