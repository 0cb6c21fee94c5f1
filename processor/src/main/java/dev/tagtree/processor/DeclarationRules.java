// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static dev.tagtree.processor.Problem.ACCESSOR_NAME;
import static dev.tagtree.processor.Problem.BAD_CLASS_NAME;
import static dev.tagtree.processor.Problem.BAD_NAME;
import static dev.tagtree.processor.Problem.BAD_WIRE_NAME;
import static dev.tagtree.processor.Problem.CONSTANT;
import static dev.tagtree.processor.Problem.DEFAULT_METHOD;
import static dev.tagtree.processor.Problem.DOLLAR;
import static dev.tagtree.processor.Problem.EXPORT_NAME;
import static dev.tagtree.processor.Problem.EXTENDS;
import static dev.tagtree.processor.Problem.GENERIC_GROUP;
import static dev.tagtree.processor.Problem.GENERIC_METHOD;
import static dev.tagtree.processor.Problem.GENERIC_TYPE;
import static dev.tagtree.processor.Problem.GROUP_EXTENDS;
import static dev.tagtree.processor.Problem.HIDING_CONSTANT;
import static dev.tagtree.processor.Problem.HIDING_GROUP;
import static dev.tagtree.processor.Problem.INSIDE_PRIVATE;
import static dev.tagtree.processor.Problem.NESTED_TYPE;
import static dev.tagtree.processor.Problem.NOT_AN_INTERFACE;
import static dev.tagtree.processor.Problem.OF_OBJECT;
import static dev.tagtree.processor.Problem.PRIVATE_METHOD;
import static dev.tagtree.processor.Problem.PRIVATE_TREE;
import static dev.tagtree.processor.Problem.PROTO;
import static dev.tagtree.processor.Problem.RESERVED_IN_BROWSER;
import static dev.tagtree.processor.Problem.ROOT_PARSE;
import static dev.tagtree.processor.Problem.SEALED_TYPE;
import static dev.tagtree.processor.Problem.STATIC_METHOD;
import static dev.tagtree.processor.Problem.THEN;
import static dev.tagtree.processor.Problem.THROWS;
import static dev.tagtree.processor.Problem.TOO_DEEP;
import static dev.tagtree.processor.Problem.TOO_MANY_VALUES;
import static dev.tagtree.processor.Problem.TREE_IN_TREE;

import dev.tagtree.processor.Tree.Param;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** What may be declared, one declaration at a time; what may not is reported. */
final class DeclarationRules {
  private static final int MAX_SEGMENTS = 16;
  private static final int MAX_VALUES = 16;

  private final Problems problems;
  private final MissingTypes missing;

  DeclarationRules(Problems problems, MissingTypes missing) {
    this.problems = problems;
    this.missing = missing;
  }

  /** {@return whether anything can be generated for a tree} */
  boolean isUsable(TypeElement type) {
    if (type.getKind() != ElementKind.INTERFACE) {
      problems.report(NOT_AN_INTERFACE, type, type.getSimpleName(), kind(type));
      return false;
    }
    boolean visible = !type.getModifiers().contains(Modifier.PRIVATE);
    if (!visible) {
      problems.report(PRIVATE_TREE, type, type.getSimpleName());
    }
    for (Element e = type.getEnclosingElement();
        e instanceof TypeElement;
        e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        problems.report(INSIDE_PRIVATE, type, type.getSimpleName(), e.getSimpleName());
        visible = false;
      }
      if (Annotations.find(e, Annotations.TAG_TREE).isPresent()) {
        problems.report(TREE_IN_TREE, type, type.getSimpleName(), e.getSimpleName());
        return false;
      }
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.report(GENERIC_TYPE, type, type.getSimpleName());
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      problems.report(SEALED_TYPE, type, type.getSimpleName());
    }
    if (!type.getInterfaces().isEmpty()) {
      problems.report(EXTENDS, type, type.getSimpleName(), type.getInterfaces().get(0));
    }
    return visible; // what is right of it is generated, for those who mention it
  }

  /** {@return the name of the generated class; empty if there cannot be one} */
  Optional<String> className(TypeElement type, AnnotationMirror annotation) {
    Optional<AnnotationValue> written = Annotations.value(annotation, "name");
    Optional<String> name = Optional.of(type.getSimpleName() + "Tags");
    if (written.isPresent()) {
      name = missing.texts(type, annotation, written.get()).map(texts -> texts.get(0));
    }
    if (name.filter(n -> !Names.isClassName(n)).isPresent()) {
      problems.reportValue(BAD_CLASS_NAME, type, annotation, written.get(), name.get());
      return Optional.empty();
    }
    Optional<String> taken = name.map(Names::decapitalise).filter(ModuleWriter::isTaken);
    if (taken.isPresent() && written.isPresent()) {
      problems.reportValue(EXPORT_NAME, type, annotation, written.get(), name.get(), taken.get());
    } else if (taken.isPresent()) {
      problems.report(EXPORT_NAME, type, name.get(), taken.get());
    }
    return name;
  }

  boolean isTagMethod(ExecutableElement method, TypeElement type) {
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
      problems.report(problem, method, arguments);
    }
    return problem == null;
  }

  private static boolean isEqualsOfObject(ExecutableElement method) {
    return method.getSimpleName().contentEquals("equals")
        && method.getParameters().size() == 1
        && ParamReader.isOf("java.lang.Object", method.getParameters().get(0).asType());
  }

  private static boolean isWaitOfObject(ExecutableElement method) {
    List<TypeKind> kinds = method.getParameters().stream().map(p -> p.asType().getKind()).toList();
    return method.getSimpleName().contentEquals("wait")
        && (kinds.equals(List.of(TypeKind.LONG))
            || kinds.equals(List.of(TypeKind.LONG, TypeKind.INT)));
  }

  /** {@return whether a group without a method can be given by one with that name} */
  boolean isAccessor(TypeElement group, String method) {
    boolean allowed = !SourceVersion.isKeyword(method) && !Names.isOfObject(method);
    if (!allowed) {
      problems.report(ACCESSOR_NAME, group, group.getSimpleName(), method);
    }
    return allowed;
  }

  /** Says that a constant is no tag, or that it does harm. */
  void reportConstant(Element constant, TypeElement type) {
    Problem problem = isHiding(constant, type) ? HIDING_CONSTANT : CONSTANT;
    problems.report(problem, constant, constant.getSimpleName(), type.getSimpleName());
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

  boolean isGroup(TypeElement nested, TypeElement type) {
    if (nested.getKind() != ElementKind.INTERFACE) {
      problems.report(
          NESTED_TYPE, nested, nested.getSimpleName(), kind(nested), type.getSimpleName());
      return false;
    }
    if (Annotations.find(nested, Annotations.TAG_TREE).isPresent()) {
      return false; // reported where it is read as a tree of its own
    }
    if (!nested.getInterfaces().isEmpty()) {
      problems.report(GROUP_EXTENDS, nested, nested.getSimpleName(), nested.getInterfaces().get(0));
    }
    if (hidesPackage(nested)) {
      problems.report(HIDING_GROUP, nested, nested.getSimpleName());
      return false;
    }
    if (!nested.getTypeParameters().isEmpty() || nested.getModifiers().contains(Modifier.SEALED)) {
      problems.report(GENERIC_GROUP, nested, nested.getSimpleName());
    }
    return true;
  }

  /** {@return whether a class can implement an interface, and inherits nothing that does harm} */
  boolean isImplementable(TypeElement type) {
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
    return Names.hidesPackage(type.getSimpleName().toString(), JavaType.of(type).packageName());
  }

  boolean isJavaName(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (name.indexOf('$') >= 0) {
      problems.report(DOLLAR, method, name);
      return false;
    }
    if (method.getParameters().isEmpty() && Names.isOfObject(name)) {
      // javac says itself what is wrong with the others
      if (name.equals("finalize") || name.equals("clone")) {
        problems.report(OF_OBJECT, method, name);
      }
      return false;
    }
    boolean rootParse =
        name.equals("parse")
            && Annotations.find(method.getEnclosingElement(), Annotations.TAG_TREE).isPresent()
            && method.getParameters().size() == 1
            && ParamReader.isString(method.getParameters().get(0).asType());
    if (rootParse) {
      problems.report(ROOT_PARSE, method);
    }
    return !rootParse;
  }

  /**
   * {@return the name in the text of a tag: that of @Name, else {@code name}; empty if reported}
   */
  Optional<String> wireName(Element element, String name) {
    Optional<AnnotationMirror> annotation = Annotations.find(element, Annotations.NAME);
    Optional<AnnotationValue> written =
        annotation.flatMap(mirror -> Annotations.value(mirror, "value"));
    String wireName = name;
    if (written.isPresent()) {
      Optional<List<String>> texts = missing.texts(element, annotation.get(), written.get());
      if (texts.isEmpty()) {
        return Optional.empty();
      }
      wireName = texts.get().get(0);
    }
    if (written.isPresent() && !Names.isWireName(wireName)) {
      problems.reportValue(BAD_WIRE_NAME, element, annotation.get(), written.get(), wireName);
      return Optional.empty();
    }
    if (wireName.equals("__proto__")) {
      problems.report(PROTO, element, wireName);
      return Optional.empty();
    }
    if (!Names.isWireName(wireName)) {
      problems.report(wireName.indexOf('$') >= 0 ? DOLLAR : BAD_NAME, element, wireName);
      return Optional.empty();
    }
    boolean ofObject = element instanceof ExecutableElement m && m.getParameters().isEmpty();
    if (wireName.equals("toJSON")
        || wireName.equals("toString") && !(ofObject && written.isEmpty())) {
      problems.report(RESERVED_IN_BROWSER, element, wireName);
      return Optional.empty();
    }
    return Optional.of(wireName);
  }

  /** Warns of what JavaScript takes for the method of a promise. */
  void warnOfThen(Element element, String wireName, List<Param> own) {
    if (wireName.equals("then") && !own.isEmpty()) {
      problems.report(THEN, element, element.getSimpleName());
    }
  }

  boolean fits(Element element, String path, List<Param> all) {
    long segments = path.chars().filter(c -> c == '.').count() + 1;
    if (segments > MAX_SEGMENTS) {
      problems.report(TOO_DEEP, element, path, segments);
      return false;
    }
    if (all.size() > MAX_VALUES) {
      problems.report(TOO_MANY_VALUES, element, path, all.size());
      return false;
    }
    return true;
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
