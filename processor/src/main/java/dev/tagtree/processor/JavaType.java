// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * The name of a Java type; what a tree mentions is never generic, so that is all there is to one.
 *
 * @param packageName empty for a primitive type, and in the unnamed package
 * @param name with the types around it: {@code App.Todos}
 */
record JavaType(String packageName, String name) {
  private static final Map<String, String> BOXES =
      Map.of(
          "int", "Integer",
          "long", "Long",
          "short", "Short",
          "byte", "Byte",
          "boolean", "Boolean");

  static JavaType of(TypeElement type) {
    String name = type.getSimpleName().toString();
    Element around = type.getEnclosingElement();
    while (around.getKind() != ElementKind.PACKAGE) {
      name = around.getSimpleName() + "." + name;
      around = around.getEnclosingElement();
    }
    return new JavaType(((PackageElement) around).getQualifiedName().toString(), name);
  }

  /** {@return a type of java.lang} */
  static JavaType lang(String name) {
    return new JavaType("java.lang", name);
  }

  /** {@return the name that imports have} */
  String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /** {@return the last name} */
  String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** {@return the outermost type, which is what can be imported or hidden} */
  JavaType outermost() {
    int dot = name.indexOf('.');
    return dot < 0 ? this : new JavaType(packageName, name.substring(0, dot));
  }

  boolean isPrimitive() {
    return packageName.isEmpty() && BOXES.containsKey(name);
  }

  /** {@return the class that can be a type argument} */
  JavaType box() {
    return isPrimitive() ? lang(BOXES.get(name)) : this;
  }
}
