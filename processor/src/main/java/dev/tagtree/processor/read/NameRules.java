// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import static dev.tagtree.processor.tree.Problem.ACCESSOR_NAME;
import static dev.tagtree.processor.tree.Problem.BAD_CLASS_NAME;
import static dev.tagtree.processor.tree.Problem.BAD_NAME;
import static dev.tagtree.processor.tree.Problem.BAD_WIRE_NAME;
import static dev.tagtree.processor.tree.Problem.DOLLAR;
import static dev.tagtree.processor.tree.Problem.EXPORT_NAME;
import static dev.tagtree.processor.tree.Problem.OF_OBJECT;
import static dev.tagtree.processor.tree.Problem.PROTO;
import static dev.tagtree.processor.tree.Problem.RESERVED_IN_BROWSER;
import static dev.tagtree.processor.tree.Problem.ROOT_PARSE;
import static dev.tagtree.processor.tree.Problem.THEN;
import static dev.tagtree.processor.tree.Problem.TOO_DEEP;
import static dev.tagtree.processor.tree.Problem.TOO_MANY_VALUES;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.read.elements.TypeNames;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** The rules about the names of members, classes and exports; one that breaks them is reported. */
final class NameRules {
  private static final int MAX_SEGMENTS = 16;
  private static final int MAX_VALUES = 16;

  /** Words that are keywords where a class is named. */
  private static final Set<String> NOT_FOR_CLASSES =
      Set.of("permits", "record", "sealed", "var", "yield");

  private final Problems problems;
  private final MissingTypes missing;

  NameRules(Problems problems, MissingTypes missing) {
    this.problems = problems;
    this.missing = missing;
  }

  /** {@return the name of the generated class; empty if there cannot be one} */
  Optional<String> className(TypeElement type, AnnotationMirror annotation) {
    Optional<AnnotationValue> written = Annotations.value(annotation, "name");
    Optional<String> name = Optional.of(type.getSimpleName() + "Tags");
    if (written.isPresent()) {
      name = missing.texts(type, annotation, written.get()).map(texts -> texts.get(0));
    }
    if (name.filter(n -> !isClassName(n)).isPresent()) {
      problems.report(BAD_CLASS_NAME, new Place(type, annotation, written.get()), name.get());
      return Optional.empty();
    }
    Optional<String> taken = name.map(Names::decapitalise).filter(Names::isTakenInBrowser);
    if (taken.isPresent() && written.isPresent()) {
      problems.report(
          EXPORT_NAME, new Place(type, annotation, written.get()), name.get(), taken.get());
    } else if (taken.isPresent()) {
      problems.report(EXPORT_NAME, Place.of(type), name.get(), taken.get());
    }
    return name;
  }

  private static boolean isClassName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && !NOT_FOR_CLASSES.contains(name);
  }

  /** {@return whether a group without a method can be given by one with that name} */
  boolean admitsAccessor(TypeElement group, String method) {
    boolean allowed = !SourceVersion.isKeyword(method) && !Names.isOfObject(method);
    if (!allowed) {
      problems.report(ACCESSOR_NAME, Place.of(group), group.getSimpleName(), method);
    }
    return allowed;
  }

  /** {@return whether a member can have the name of a method} */
  boolean admitsMethod(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (name.indexOf('$') >= 0) {
      problems.report(DOLLAR, Place.of(method), name);
      return false;
    }
    if (method.getParameters().isEmpty() && Names.isOfObject(name)) {
      // javac says itself what is wrong with the others
      if (name.equals("finalize") || name.equals("clone")) {
        problems.report(OF_OBJECT, Place.of(method), name);
      }
      return false;
    }
    boolean rootParse =
        name.equals("parse")
            && method.getEnclosingElement() instanceof TypeElement group
            && Annotations.find(group, Annotations.TAG_TREE).isPresent()
            && method.getParameters().size() == 1
            && TypeNames.isString(method.getParameters().get(0).asType());
    if (rootParse) {
      problems.report(ROOT_PARSE, Place.of(method));
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
      problems.report(BAD_WIRE_NAME, new Place(element, annotation.get(), written.get()), wireName);
      return Optional.empty();
    }
    if (wireName.equals("__proto__")) {
      problems.report(PROTO, Place.of(element), wireName);
      return Optional.empty();
    }
    if (!Names.isWireName(wireName)) {
      problems.report(wireName.indexOf('$') >= 0 ? DOLLAR : BAD_NAME, Place.of(element), wireName);
      return Optional.empty();
    }
    boolean ofObject = element instanceof ExecutableElement m && m.getParameters().isEmpty();
    if (wireName.equals("toJSON")
        || wireName.equals("toString") && !(ofObject && written.isEmpty())) {
      problems.report(RESERVED_IN_BROWSER, Place.of(element), wireName);
      return Optional.empty();
    }
    return Optional.of(wireName);
  }

  /** Warns of what JavaScript takes for the method of a promise. */
  void warnOfThen(Element element, String wireName, List<Param> own) {
    if (wireName.equals("then") && !own.isEmpty()) {
      problems.report(THEN, Place.of(element), element.getSimpleName());
    }
  }

  /** {@return whether tags of a path are within their limits} */
  boolean admitsPath(Element element, String path, List<Param> all) {
    long segments = path.chars().filter(c -> c == '.').count() + 1;
    if (segments > MAX_SEGMENTS) {
      problems.report(TOO_DEEP, Place.of(element), path, segments);
      return false;
    }
    if (all.size() > MAX_VALUES) {
      problems.report(TOO_MANY_VALUES, Place.of(element), path, all.size());
      return false;
    }
    return true;
  }
}
