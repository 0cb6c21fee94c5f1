// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import static dev.tagtree.processor.tree.Problem.CONSTANT;
import static dev.tagtree.processor.tree.Problem.DEFAULT_METHOD;
import static dev.tagtree.processor.tree.Problem.EXTENDS;
import static dev.tagtree.processor.tree.Problem.GENERIC_GROUP;
import static dev.tagtree.processor.tree.Problem.GENERIC_METHOD;
import static dev.tagtree.processor.tree.Problem.GENERIC_TYPE;
import static dev.tagtree.processor.tree.Problem.GROUP_EXTENDS;
import static dev.tagtree.processor.tree.Problem.HIDING_CONSTANT;
import static dev.tagtree.processor.tree.Problem.HIDING_GROUP;
import static dev.tagtree.processor.tree.Problem.INSIDE_PRIVATE;
import static dev.tagtree.processor.tree.Problem.NESTED_TYPE;
import static dev.tagtree.processor.tree.Problem.NOT_AN_INTERFACE;
import static dev.tagtree.processor.tree.Problem.PRIVATE_METHOD;
import static dev.tagtree.processor.tree.Problem.PRIVATE_TREE;
import static dev.tagtree.processor.tree.Problem.SEALED_TYPE;
import static dev.tagtree.processor.tree.Problem.STATIC_METHOD;
import static dev.tagtree.processor.tree.Problem.THROWS;
import static dev.tagtree.processor.tree.Problem.TREE_IN_TREE;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** The rules about what may be declared, one declaration at a time; what may not is reported. */
final class DeclarationRules {
  private final Problems problems;

  DeclarationRules(Problems problems) {
    this.problems = problems;
  }

  /** {@return whether anything can be generated for a tree} */
  boolean admitsTree(TypeElement type) {
    if (type.getKind() != ElementKind.INTERFACE) {
      problems.report(NOT_AN_INTERFACE, Place.of(type), type.getSimpleName(), kind(type));
      return false;
    }
    boolean visible = !type.getModifiers().contains(Modifier.PRIVATE);
    if (!visible) {
      problems.report(PRIVATE_TREE, Place.of(type), type.getSimpleName());
    }
    for (Element e = type.getEnclosingElement();
        e instanceof TypeElement;
        e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        problems.report(INSIDE_PRIVATE, Place.of(type), type.getSimpleName(), e.getSimpleName());
        visible = false;
      }
      if (Annotations.find(e, Annotations.TAG_TREE).isPresent()) {
        problems.report(TREE_IN_TREE, Place.of(type), type.getSimpleName(), e.getSimpleName());
        return false;
      }
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.report(GENERIC_TYPE, Place.of(type), type.getSimpleName());
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      problems.report(SEALED_TYPE, Place.of(type), type.getSimpleName());
    }
    if (!type.getInterfaces().isEmpty()) {
      problems.report(EXTENDS, Place.of(type), type.getSimpleName(), type.getInterfaces().get(0));
    }
    return visible; // what is right of it is generated, for those who mention it
  }

  /** {@return whether a method can give a member, by its kind} */
  boolean admitsMethod(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    Problem problem = null;
    Object[] arguments = {method.getSimpleName()};
    if (modifiers.contains(Modifier.DEFAULT)) {
      problem = DEFAULT_METHOD;
    } else if (modifiers.contains(Modifier.STATIC)) {
      problem = STATIC_METHOD;
    } else if (modifiers.contains(Modifier.PRIVATE)) {
      problem = PRIVATE_METHOD;
    } else if (!method.getTypeParameters().isEmpty()) {
      problem = GENERIC_METHOD;
      arguments = new Object[] {method.getSimpleName(), ArgType.ALLOWED};
    } else if (!method.getThrownTypes().isEmpty()) {
      problem = THROWS;
      arguments = new Object[] {method.getSimpleName(), method.getThrownTypes().get(0)};
    }
    if (isEqualsOfObject(method) || isWaitOfObject(method)) {
      return false; // the compiler says that it clashes
    }
    if (problem != null) {
      problems.report(problem, Place.of(method), arguments);
    }
    return problem == null;
  }

  private static boolean isEqualsOfObject(ExecutableElement method) {
    return method.getSimpleName().contentEquals("equals")
        && method.getParameters().size() == 1
        && TypeNames.isOf("java.lang.Object", method.getParameters().get(0).asType());
  }

  private static boolean isWaitOfObject(ExecutableElement method) {
    List<TypeKind> kinds = method.getParameters().stream().map(p -> p.asType().getKind()).toList();
    return method.getSimpleName().contentEquals("wait")
        && (kinds.equals(List.of(TypeKind.LONG))
            || kinds.equals(List.of(TypeKind.LONG, TypeKind.INT)));
  }

  /** Says that a constant is no tag, or that it does harm. */
  void reportConstant(Element constant, TypeElement type) {
    Problem problem = isHiding(constant, type) ? HIDING_CONSTANT : CONSTANT;
    problems.report(problem, Place.of(constant), constant.getSimpleName(), type.getSimpleName());
  }

  /** {@return whether the class of a group would take what it inherits for something else} */
  private static boolean isHiding(Element constant, TypeElement type) {
    String name = constant.getSimpleName().toString();
    boolean isInherited = Annotations.find(type, Annotations.TAG_TREE).isEmpty();
    return isInherited
        && (Names.isMentionedByGroups(name)
            || type.getSimpleName().contentEquals(name)
            || isClassBelow(name, type));
  }

  /** {@return whether something below a group becomes a class of that name} */
  private static boolean isClassBelow(String name, TypeElement type) {
    return type.getEnclosedElements().stream()
        .anyMatch(
            element ->
                element instanceof TypeElement nested
                    ? nested.getSimpleName().contentEquals(name) || isClassBelow(name, nested)
                    : element instanceof ExecutableElement
                        && Names.capitalise(element.getSimpleName().toString()).equals(name));
  }

  /** {@return whether a nested type can be a group} */
  boolean admitsGroup(TypeElement nested, TypeElement type) {
    if (nested.getKind() != ElementKind.INTERFACE) {
      problems.report(
          NESTED_TYPE,
          Place.of(nested),
          nested.getSimpleName(),
          kind(nested),
          type.getSimpleName());
      return false;
    }
    if (Annotations.find(nested, Annotations.TAG_TREE).isPresent()) {
      return false; // reported where it is read as a tree of its own
    }
    if (!nested.getInterfaces().isEmpty()) {
      problems.report(
          GROUP_EXTENDS, Place.of(nested), nested.getSimpleName(), nested.getInterfaces().get(0));
    }
    if (hidesPackage(nested)) {
      problems.report(HIDING_GROUP, Place.of(nested), nested.getSimpleName());
      return false;
    }
    if (!nested.getTypeParameters().isEmpty() || nested.getModifiers().contains(Modifier.SEALED)) {
      problems.report(GENERIC_GROUP, Place.of(nested), nested.getSimpleName());
    }
    return true;
  }

  /** {@return whether a class can implement an interface, and inherits nothing that does harm} */
  static boolean isImplementable(TypeElement type) {
    return type.getInterfaces().isEmpty()
        && type.getTypeParameters().isEmpty()
        && !type.getModifiers().contains(Modifier.SEALED)
        && type.getEnclosedElements().stream()
            .noneMatch(
                element ->
                    element.getKind() == ElementKind.FIELD && isHiding(element, type)
                        || element instanceof TypeElement nested
                            && (nested.getKind() != ElementKind.INTERFACE || hidesPackage(nested)));
  }

  private static boolean hidesPackage(TypeElement type) {
    return Names.hidesPackage(type.getSimpleName().toString(), TypeNames.of(type).packageName());
  }

  private static String kind(TypeElement type) {
    return switch (type.getKind()) {
      case ENUM -> "an enum";
      case RECORD -> "a record";
      case ANNOTATION_TYPE -> "an annotation type";
      case INTERFACE -> "an interface";
      default -> "a class";
    };
  }
}
