// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.List;
import java.util.Optional;

/** A leaf or a group: one thing that a tree declares. */
public sealed interface Member permits Group, Leaf {
  /** {@return what both kinds have} */
  Declaration declaration();

  /** {@return the Java method that gives it} */
  default String method() {
    return declaration().naming().method();
  }

  /** {@return the simple name of the generated class} */
  default String className() {
    return declaration().naming().className();
  }

  /** {@return the name in the text of a tag} */
  default String wireName() {
    return declaration().naming().wireName();
  }

  /** {@return the wire names from the root, separated by dots; empty for the root} */
  default String path() {
    return declaration().naming().path();
  }

  /** {@return its own parameters} */
  default List<Param> params() {
    return declaration().params();
  }

  /** {@return the documentation, without its markup; empty if there is none} */
  default String doc() {
    return declaration().doc();
  }

  /** {@return how it is deprecated; empty if it is not} */
  default Optional<Deprecation> deprecation() {
    return declaration().deprecation();
  }

  /** {@return where it was declared} */
  default Origin origin() {
    return declaration().origin();
  }

  /**
   * The declaration of a member, whichever kind it is.
   *
   * @param naming what it is called
   * @param params its own parameters
   * @param doc the documentation, without its markup; empty if there is none
   * @param deprecation how it is deprecated; empty if it is not
   * @param origin where it was declared
   */
  record Declaration(
      Naming naming,
      List<Param> params,
      String doc,
      Optional<Deprecation> deprecation,
      Origin origin) {}

  /**
   * The names of one member.
   *
   * @param method the Java method that gives it; empty for the root
   * @param className the simple name of the generated class
   * @param wireName the name in the text of a tag; empty for the root
   * @param path the wire names from the root, separated by dots; empty for the root
   */
  record Naming(String method, String className, String wireName, String path) {
    /** {@return the path of something below} */
    public String below(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }

  /**
   * The deprecation of a member.
   *
   * @param since as in the annotation; empty if it does not say
   * @param forRemoval as in the annotation
   * @param doc what the documentation says of it; empty if it says nothing
   */
  record Deprecation(String since, boolean forRemoval, String doc) {}
}
