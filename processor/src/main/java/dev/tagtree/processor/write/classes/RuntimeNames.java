// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.tagtree.processor.tree.JavaType;
import java.util.Arrays;
import java.util.Map;

/** The classes that generated code mentions, as JavaPoet knows them. */
final class RuntimeNames {
  static final ClassName ARG = runtime("Arg");
  static final ClassName INVALID_TAG_EXCEPTION = runtime("InvalidTagException");
  static final ClassName PLAIN_LEAF = runtime("PlainLeaf");
  static final ClassName TAG = runtime("Tag");
  static final ClassName TAG_GROUP = runtime("TagGroup");
  static final ClassName TAG_LEAF = runtime("TagLeaf");
  static final ClassName TAG_READER = runtime("TagReader");

  static final ClassName DEPRECATED = ClassName.get(Deprecated.class);
  static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
  static final ClassName OBJECT = ClassName.get(Object.class);
  static final ClassName OBJECTS = ClassName.get("java.util", "Objects");
  static final ClassName OVERRIDE = ClassName.get(Override.class);
  static final ClassName STRING = ClassName.get(String.class);
  static final ClassName SUPPRESS_WARNINGS = ClassName.get(SuppressWarnings.class);

  private static final Map<String, TypeName> PRIMITIVES =
      Map.of(
          "int", TypeName.INT,
          "long", TypeName.LONG,
          "short", TypeName.SHORT,
          "byte", TypeName.BYTE,
          "boolean", TypeName.BOOLEAN);

  private RuntimeNames() {}

  private static ClassName runtime(String name) {
    return ClassName.get("dev.tagtree", name);
  }

  /** {@return a class of the tree or of its user} */
  static ClassName of(JavaType type) {
    String[] names = type.name().split("\\.");
    String[] inner = Arrays.copyOfRange(names, 1, names.length);
    return ClassName.get(type.packageName(), names[0], inner);
  }

  /** {@return the type of a parameter, which may be primitive} */
  static TypeName ofParam(JavaType type) {
    TypeName primitive = PRIMITIVES.get(type.name()); // a keyword, which no class can be called
    return primitive == null ? of(type) : primitive;
  }
}
