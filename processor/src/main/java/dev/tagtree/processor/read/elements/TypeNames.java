// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read.elements;

import dev.tagtree.processor.tree.JavaType;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The names of the compiler's types, without annotations, which some compilers print with them. */
public final class TypeNames {
  /** The name of what the methods of leaves return. */
  public static final String TAG = "dev.tagtree.Tag";

  private TypeNames() {}

  /** {@return a declared type, with those around it} */
  public static JavaType of(TypeElement type) {
    String name = type.getSimpleName().toString();
    Element around = type.getEnclosingElement();
    while (around != null && !(around instanceof PackageElement)) {
      name = around.getSimpleName() + "." + name;
      around = around.getEnclosingElement();
    }
    return new JavaType(
        around instanceof PackageElement home ? home.getQualifiedName().toString() : "", name);
  }

  /** {@return a type, without arguments; a primitive one has no package} */
  public static JavaType of(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? of((TypeElement) declared.asElement())
        : new JavaType("", plain(type));
  }

  /** {@return the name that imports have; that of what is no class is as it is} */
  public static String qualified(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
        : plain(type);
  }

  /** {@return whether it is the runtime's Tag} */
  public static boolean isTag(TypeMirror type) {
    return type.getKind() != TypeKind.ERROR && isOf(TAG, type);
  }

  /** {@return whether it is Java's String} */
  public static boolean isString(TypeMirror type) {
    return isOf("java.lang.String", type);
  }

  /** {@return whether it is the class with that name} */
  public static boolean isOf(String name, TypeMirror type) {
    return type instanceof DeclaredType && qualified(type).equals(name);
  }

  /** {@return a type as in the source: without packages} */
  public static String simple(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return simple(array.getComponentType()) + "[]";
    }
    if (!(type instanceof DeclaredType declared)) {
      return plain(type);
    }
    String arguments =
        declared.getTypeArguments().stream()
            .map(TypeNames::simple)
            .collect(Collectors.joining(", "));
    String name = of((TypeElement) declared.asElement()).name();
    return arguments.isEmpty() ? name : name + "<" + arguments + ">";
  }

  private static String plain(TypeMirror type) {
    String text = type.toString();
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
