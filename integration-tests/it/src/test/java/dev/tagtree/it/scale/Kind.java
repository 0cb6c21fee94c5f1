// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A type of values, with samples whose texts were written by hand from the specification: nothing
 * computes them, so that no two encoders can be wrong in the same way.
 */
enum Kind {
  TEXT(
      "String",
      "text",
      text("octo-cat_1.~", "octo-cat_1.~"),
      text("Zürich 名前🌳", "Z%C3%BCrich%20%E5%90%8D%E5%89%8D%F0%9F%8C%B3"),
      text("a/b?c=d&e,f(g).*%", "a%2Fb%3Fc%3Dd%26e%2Cf%28g%29.%2A%25"),
      text("", ""),
      text("*", "%2A"),
      text("!'\"\\ +\n:;@#[]", "%21%27%22%5C%20%2B%0A%3A%3B%40%23%5B%5D")),
  INTEGER("int", "integer", plain("7"), plain("-2147483648"), plain("2147483647"), plain("0")),
  LONG(
      "long",
      "longInteger",
      new Sample("1", "1", "1L", "1"),
      new Sample("9223372036854775807", "9223372036854775807", "Long.MAX_VALUE", "2n ** 63n - 1n"),
      new Sample("-9223372036854775808", "-9223372036854775808", "Long.MIN_VALUE", "-(2n ** 63n)"),
      new Sample("9007199254740991", "9007199254740991", "9007199254740991L", "2 ** 53 - 1"),
      new Sample("-1", "-1", "-1L", "-1")),
  SHORT("short", "shortInteger", plain("-32768"), plain("32767"), plain("10")),
  BYTE("byte", "byteInteger", plain("127"), plain("-128"), plain("30"), plain("0")),
  BIG_INTEGER(
      "BigInteger",
      "bigInteger",
      big("123456789012345678901234567890"),
      big("-1"),
      big("0"),
      big("-99999999999999999999")),
  BOOLEAN("boolean", "bool", plain("true"), plain("false")),
  UUID(
      "UUID",
      "uuid",
      uuid("01234567-89ab-cdef-0123-456789abcdef", "01234567-89AB-cdef-0123-456789ABCDEF"),
      uuid("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
      uuid("ffffffff-ffff-ffff-ffff-ffffffffffff", "ffffffff-ffff-ffff-ffff-ffffffffffff")),
  DATE("LocalDate", "date", day("2024-02-29"), day("0000-01-01"), day("9999-12-31")),
  /** Of an enum; its samples are the constants. */
  CONSTANT("", "one");

  /**
   * A value.
   *
   * @param plain as it is in a query key
   * @param text as it is in a tag
   * @param java an expression
   * @param javaScript an expression
   */
  record Sample(String plain, String text, String java, String javaScript) {}

  private final String javaType;
  private final String accessor;
  private final List<Sample> samples;

  Kind(String javaType, String accessor, Sample... samples) {
    this.javaType = javaType;
    this.accessor = accessor;
    this.samples = List.of(samples);
  }

  /** {@return the type, by its simple name; empty for an enum, which has its own} */
  String javaType() {
    return javaType;
  }

  /** {@return the method that gives a sample, in the programs that call the generated members} */
  String accessor() {
    return accessor;
  }

  List<Sample> samples() {
    return samples;
  }

  private static Sample text(String value, String encoded) {
    StringBuilder literal = new StringBuilder("\"");
    value.chars().forEach(c -> literal.append(String.format("\\u%04x", c)));
    // Java reads escapes before literals, so that these must not be written as such.
    String java =
        literal
            .toString()
            .replace("\\u0022", "\\\"")
            .replace("\\u005c", "\\\\")
            .replace("\\u000a", "\\n");
    return new Sample(value, encoded, java + "\"", literal + "\"");
  }

  private static Sample plain(String value) {
    return new Sample(value, value, value, value);
  }

  private static Sample big(String value) {
    return new Sample(value, value, "new BigInteger(\"" + value + "\")", value + "n");
  }

  private static Sample uuid(String canonical, String given) {
    return new Sample(
        canonical, canonical, "UUID.fromString(\"" + given + "\")", "\"" + given + "\"");
  }

  private static Sample day(String value) {
    return new Sample(value, value, "LocalDate.parse(\"" + value + "\")", "\"" + value + "\"");
  }

  /** How many sets of values there are: enough for each kind to show each of its samples. */
  static final int SETS = 6;

  /** {@return which of so many samples a parameter has, in a set, at a position of its tag} */
  static int index(int set, int position, int samples) {
    return (set + position) % samples;
  }

  static IntStream sets() {
    return IntStream.range(0, SETS);
  }
}
