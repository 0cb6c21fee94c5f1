// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.List;
import java.util.Optional;

/**
 * A parameter.
 *
 * @param name as declared
 * @param type how its values are written
 * @param declared its Java type
 * @param component the only component, if that is a record
 * @param constants the names of the constants, if its values are those of an enum
 * @param scope whether it decides who may see a tag
 */
public record Param(
    String name,
    ArgType type,
    JavaType declared,
    Optional<Component> component,
    List<String> constants,
    boolean scope) {

  /** {@return the Java type of what is written: that of the component, if it is a record} */
  public JavaType written() {
    return component.map(Component::type).orElse(declared);
  }

  /**
   * The only component of a record.
   *
   * @param name as declared
   * @param type its Java type
   * @param boxed whether a box of it would choose another constructor of the record
   */
  public record Component(String name, JavaType type, boolean boxed) {}
}
