// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

/**
 * The name of a Java type: what a tree mentions is never generic, so that is all there is to one.
 *
 * @param packageName empty for a primitive type, and in the unnamed package
 * @param name with the types around it: {@code App.Todos}
 */
public record JavaType(String packageName, String name) {
  /** {@return the name that imports have} */
  public String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /** {@return the last name} */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
