// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.Map;

/**
 * The name of a Java type: what a tree mentions is never generic, so that is all there is to one.
 *
 * @param packageName empty for a primitive type, and in the unnamed package
 * @param name with the types around it: {@code App.Todos}
 */
public record JavaType(String packageName, String name) {
  private static final Map<String, String> BOXES =
      Map.of(
          "int", "Integer",
          "long", "Long",
          "short", "Short",
          "byte", "Byte",
          "boolean", "Boolean");

  /** {@return a type of java.lang} */
  public static JavaType lang(String name) {
    return new JavaType("java.lang", name);
  }

  /** {@return the name that imports have} */
  public String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /** {@return the last name} */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** {@return the outermost type, which is what can be imported or hidden} */
  public JavaType outermost() {
    int dot = name.indexOf('.');
    return dot < 0 ? this : new JavaType(packageName, name.substring(0, dot));
  }

  /** {@return whether it is no class} */
  public boolean isPrimitive() {
    return packageName.isEmpty() && BOXES.containsKey(name);
  }

  /** {@return the class that can be a type argument} */
  public JavaType box() {
    return isPrimitive() ? lang(BOXES.get(name)) : this;
  }
}
