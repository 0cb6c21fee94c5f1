// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.List;

/**
 * A parameter of a declared member.
 *
 * @param type its Java type: that of its kind, an enum, or a record that wraps either
 * @param wrapped whether the type is a record
 * @param constants those of the enum; empty if it is none
 */
record Param(
    String name, Kind kind, String type, boolean wrapped, List<String> constants, boolean scope) {

  /** {@return what a sample is in a tag} */
  String text(int set, int position) {
    return kind == Kind.CONSTANT
        ? constants.get(Kind.index(set, position, constants.size()))
        : sample(set, position).text();
  }

  /** {@return what a sample is in a query key} */
  String plain(int set, int position) {
    return kind == Kind.CONSTANT ? text(set, position) : sample(set, position).plain();
  }

  private Kind.Sample sample(int set, int position) {
    List<Kind.Sample> samples = kind.samples();
    return samples.get(Kind.index(set, position, samples.size()));
  }

  /** {@return the declaration} */
  String declared() {
    return (scope ? "@Scope " : "") + type + " " + name;
  }

  /** {@return the expression of a sample, of the set {@code v}} */
  String java(int position) {
    String value =
        "v." + kind.accessor() + "(" + position + (isEnum() ? ", " + type + ".values()" : "") + ")";
    return wrapped ? "new " + type + "(" + value + ")" : value;
  }

  String javaScript(int position) {
    String names = isEnum() ? ", [\"" + String.join("\", \"", constants) + "\"]" : "";
    return "v." + kind.accessor() + "(" + position + names + ")";
  }

  private boolean isEnum() {
    return kind == Kind.CONSTANT;
  }
}
