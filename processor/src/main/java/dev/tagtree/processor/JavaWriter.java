// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes the class with the tags of a tree.
 *
 * <p>Expressions mention types by their simple names wherever the tree allows it, and parameters
 * are renamed where they would hide one of them ({@link Names#parameter}).
 */
final class JavaWriter {
  private static final ClassName TAG_GROUP = ClassName.get("dev.tagtree", "TagGroup");
  private static final ClassName TAG_LEAF = ClassName.get("dev.tagtree", "TagLeaf");
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  /** A constant of a class file has at most 65,535 bytes; leaf texts are ASCII. */
  private static final int MAX_CONSTANT = 60_000;

  private final Tree tree;
  private final MemberMethods methods;
  private final boolean hasGenerated;

  private JavaWriter(Tree tree, boolean hasGenerated) {
    this.tree = tree;
    this.methods = new MemberMethods(tree);
    this.hasGenerated = hasGenerated;
  }

  /**
   * {@return the source file}
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   */
  static JavaFile write(Tree tree, boolean hasGenerated) {
    TypeSpec type = new JavaWriter(tree, hasGenerated).rootClass();
    return JavaFile.builder(tree.generated().packageName(), type)
        .skipJavaLangImports(true)
        .indent("  ")
        .build();
  }

  private TypeSpec rootClass() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(tree.generated())
            .addJavadoc("The tags that {@link $T} declares.\n", tree.declared())
            .addModifiers(Modifier.FINAL)
            .addOriginatingElement(tree.root().origin());
    if (hasGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED)
              .addMember("value", "$S", "dev.tagtree.processor.TagTreeProcessor")
              .build());
    }
    if (tree.usesDeprecated()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "{$S, $S}", "deprecation", "removal")
              .build());
    }
    if (tree.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addField(all());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (Member member : tree.root().members()) {
      methods.add(type, member, tree.generated(), true);
    }
    type.addMethod(methods.parse());
    for (Member member : tree.root().members()) {
      type.addType(memberClass(member, tree.generated(), true));
    }
    return type.build();
  }

  private FieldSpec all() {
    return FieldSpec.builder(TAG_GROUP, "ALL", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("Every tag of the tree: {@code *}.\n")
        .initializer(
            "new $T($S, $L) {}",
            TAG_GROUP,
            tree.name() + "#" + SchemaWriter.fingerprint(tree),
            leafTexts(tree.root()))
        .build();
  }

  private TypeSpec memberClass(Member member, ClassName parent, boolean isStatic) {
    boolean single = isStatic && member.params().isEmpty();
    return member instanceof Group group
        ? groupClass(group, parent, single)
        : leafClass((Leaf) member, parent, single);
  }

  private TypeSpec groupClass(Group group, ClassName parent, boolean single) {
    ClassName name = parent.nestedClass(group.className());
    TypeSpec.Builder type =
        memberType(group, group.path(), "The group of every tag below {@link $T}.\n", group.type())
            .superclass(TAG_GROUP)
            .addSuperinterface(group.type());
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (single) {
      type.addField(instance(name));
      constructor.addStatement(
          "super($L, $L, $S)", instanceOf(parent), leafTexts(group), group.wireName());
    } else {
      constructor
          .addParameter(TAG_GROUP, "parent")
          .addParameter(ArrayTypeName.of(Object.class), "values")
          .varargs()
          .addStatement("super(parent, $L, $S, values)", leafTexts(group), group.wireName());
    }
    type.addMethod(constructor.build());
    for (Member member : group.members()) {
      methods.add(type, member, name, single);
    }
    type.addMethod(methods.read(group));
    for (Member member : group.members()) {
      type.addType(memberClass(member, name, single));
    }
    return type.build();
  }

  private TypeSpec leafClass(Leaf leaf, ClassName parent, boolean single) {
    ClassName name = parent.nestedClass(leaf.className());
    TypeSpec.Builder type =
        memberType(leaf, leaf.path(), "The leaf {@code $L}.\n", leaf.path()).superclass(TAG_LEAF);
    leaf.key().ifPresent(key -> type.addField(key(key)));
    CodeBlock key = leaf.key().isPresent() ? CodeBlock.of("KEY, ") : CodeBlock.of("");
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (single) {
      type.addField(instance(name));
      constructor.addStatement("super($L, $L$S)", instanceOf(parent), key, leaf.wireName());
      return type.addMethod(constructor.build()).build();
    }
    constructor.addParameter(TAG_GROUP, "parent");
    CodeBlock values = CodeBlock.of("");
    if (!leaf.params().isEmpty()) {
      values = CodeBlock.of(", $L", MemberMethods.join(leaf.params(), MemberMethods::value));
    }
    constructor.addStatement("super(parent, $L$S$L)", key, leaf.wireName(), values);
    for (Param param : leaf.params()) {
      String field = Names.parameter(param.name());
      constructor.addParameter(param.declared(), field);
      constructor.addStatement("this.$N = $N", field, field);
      type.addField(param.declared(), field, Modifier.PRIVATE, Modifier.FINAL);
    }
    type.addMethod(constructor.build());
    for (Param param : leaf.params()) {
      type.addMethod(
          MethodSpec.methodBuilder(param.name())
              .addJavadoc("{@return the argument {@code $L}}\n", param.name())
              .addModifiers(Modifier.PUBLIC)
              .returns(param.declared())
              .addStatement("return $N", Names.parameter(param.name()))
              .build());
    }
    return type.build();
  }

  private static TypeSpec.Builder memberType(
      Member member, String path, String doc, Object argument) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(member.className())
            .addJavadoc(doc, argument)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addField(
                FieldSpec.builder(
                        String.class, "PATH", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("{@value}\n")
                    .initializer("$S", path)
                    .build());
    if (member.deprecated()) {
      type.addAnnotation(Deprecated.class);
    }
    return type;
  }

  private static FieldSpec instance(ClassName name) {
    return FieldSpec.builder(name, "INSTANCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", name)
        .build();
  }

  private CodeBlock instanceOf(ClassName group) {
    return group.equals(tree.generated())
        ? CodeBlock.of("ALL")
        : CodeBlock.of("$T.INSTANCE", group);
  }

  private static FieldSpec key(List<String> key) {
    return FieldSpec.builder(
            String[].class, "KEY", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(
            "{$L}",
            key.stream().map(part -> CodeBlock.of("$S", part)).collect(CodeBlock.joining(", ")))
        .build();
  }

  private static CodeBlock leafTexts(Group group) {
    List<CodeBlock> constants = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String leaf : group.leafTexts()) {
      if (text.length() + leaf.length() > MAX_CONSTANT) {
        constants.add(CodeBlock.of("$S", text));
        text.setLength(0);
      }
      text.append(text.isEmpty() && constants.isEmpty() ? "" : " ").append(leaf);
    }
    CodeBlock all = constants.isEmpty() ? CodeBlock.of("$S", text) : constants.get(0);
    for (CodeBlock more : constants.subList(Math.min(1, constants.size()), constants.size())) {
      all = CodeBlock.of("$L.concat($L)", all, more);
    }
    return constants.isEmpty() ? all : CodeBlock.of("$L.concat($S)", all, text);
  }
}
