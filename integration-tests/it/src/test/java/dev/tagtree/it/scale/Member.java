// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A leaf or a group of a declared tree. */
interface Member {
  /** {@return the groups that it is in, the root first} */
  List<Group> around();

  /** {@return the Java method that gives it; of the root, the name of its interface} */
  String method();

  String wireName();

  /** {@return its own parameters} */
  List<Param> params();

  /** {@return the simple name of its class, and of its interface if it is a group} */
  default String className() {
    return Names.capitalise(method());
  }

  /** {@return it, after those around it, without the root} */
  default List<Member> segments() {
    return Stream.concat(around().stream().skip(1), Stream.of(this)).toList();
  }

  /** {@return the parameters of the whole tag} */
  default List<Param> allParams() {
    return segments().stream().flatMap(member -> member.params().stream()).toList();
  }

  default String path() {
    return segments().stream().map(Member::wireName).collect(Collectors.joining("."));
  }

  /**
   * {@return an expression: each segment behind the one around it, with its arguments}
   *
   * @param argument of a parameter, and its place in the whole tag
   * @param call of a segment that has these arguments
   */
  default String expression(
      String root,
      BiFunction<Param, Integer, String> argument,
      BiFunction<Member, List<String>, String> call) {
    StringBuilder expression = new StringBuilder(root);
    int position = 0;
    for (Member segment : segments()) {
      List<String> arguments = new ArrayList<>();
      for (Param param : segment.params()) {
        arguments.add(argument.apply(param, position++));
      }
      expression.append('.').append(call.apply(segment, arguments));
    }
    return expression.toString();
  }

  /** {@return how the generated class is mentioned} */
  default String mention(String separator) {
    String tree = around().get(0).method() + "Tags";
    return Stream.concat(Stream.of(tree), segments().stream().map(Member::className))
        .collect(Collectors.joining(separator));
  }
}
