// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Tree;
import javax.lang.model.element.Modifier;

/** The class of a tree: its root group, its members with their classes, and what parses a text. */
final class RootClass {
  private RootClass() {}

  /**
   * {@return the class}
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   */
  static TypeSpec of(Tree tree, boolean hasGenerated) {
    GroupBody body = GroupBody.root(tree);
    TypeSpec.Builder type =
        TypeSpec.classBuilder(body.type())
            .addJavadoc("The tags that {@link $T} declares.", RuntimeNames.of(tree.declared()));
    if (hasGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(RuntimeNames.GENERATED)
              .addMember("value", "$S", "dev.tagtree.processor.TagTreeProcessor")
              .build());
    }
    if (tree.usesDeprecated()) {
      type.addAnnotation(
          AnnotationSpec.builder(RuntimeNames.SUPPRESS_WARNINGS)
              .addMember("value", "$S", "deprecation")
              .addMember("value", "$S", "removal")
              .build());
    }
    type.addAnnotations(MemberClass.deprecation(tree.root()));
    if (tree.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    return type.addModifiers(Modifier.FINAL)
        .addField(all(tree))
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethods(Accessors.of(body))
        .addMethod(parse())
        .addMethods(ReadMethod.of(body))
        .addTypes(GroupClass.below(body))
        .build();
  }

  private static FieldSpec all(Tree tree) {
    return FieldSpec.builder(
            RuntimeNames.TAG_GROUP, "ALL", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("Every tag of the tree: {@code *}.")
        .initializer(
            "new $T($S,$W$L) {}",
            RuntimeNames.TAG_GROUP,
            tree.name() + "#" + tree.fingerprint(),
            GroupClass.leafTexts(tree.root()))
        .build();
  }

  private static MethodSpec parse() {
    return MethodSpec.methodBuilder("parse")
        .addJavadoc(
            "{@return the tag with this canonical text, of the class that is generated for it}\n\n"
                + "@throws $L if it is not canonical or not of this tree",
            RuntimeNames.INVALID_TAG_EXCEPTION.canonicalName())
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(RuntimeNames.TAG)
        .addParameter(RuntimeNames.STRING, "text")
        .addStatement("$1T in = $1T.of(text)", RuntimeNames.TAG_READER)
        .addStatement("return in.end(read(in))")
        .build();
  }
}
