// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/** Reports problems at the narrowest place; the only user of the compiler's messager. */
final class Problems {
  private final Messager messager;

  /** Said when a tree has been read, because one that misses a type is read again. */
  private final List<Pending> pending = new ArrayList<>();

  private record Pending(Element at, Runnable said) {}

  Problems(Messager messager) {
    this.messager = messager;
  }

  void report(Problem problem, Element at, Object... arguments) {
    if (problem.kind() == Kind.ERROR || !isSuppressed(at)) {
      String message = problem.message(arguments);
      pending.add(new Pending(at, () -> messager.printMessage(problem.kind(), message, at)));
    }
  }

  void reportValue(
      Problem problem,
      Element at,
      AnnotationMirror annotation,
      AnnotationValue value,
      Object... arguments) {
    String message = problem.message(arguments);
    pending.add(
        new Pending(
            at, () -> messager.printMessage(problem.kind(), message, at, annotation, value)));
  }

  void reportNowhere(Problem problem, Object... arguments) {
    messager.printMessage(problem.kind(), problem.message(arguments));
  }

  /** Says what was reported, in the order of the source. */
  void say() {
    pending.sort(Comparator.comparing(problem -> place(problem.at()), Arrays::compare));
    pending.forEach(problem -> problem.said().run());
    pending.clear();
  }

  /** Forgets what was reported. */
  void forget() {
    pending.clear();
  }

  /**
   * {@return where an element is declared: its place in each type around it, the outermost first}
   *
   * <p>Types come after methods and constants, because javac does not tell how they are mixed, and
   * both compilers shall say the same.
   */
  private static int[] place(Element at) {
    ArrayDeque<Integer> places = new ArrayDeque<>();
    Element around = at.getEnclosingElement();
    for (Element e = at; around != null && around.getKind() != ElementKind.PACKAGE; ) {
      if (around instanceof ExecutableElement method) {
        places.addFirst(method.getParameters().indexOf(e));
      } else {
        List<? extends Element> siblings = around.getEnclosedElements();
        places.addFirst(siblings.indexOf(e) + (e instanceof TypeElement ? siblings.size() : 0));
      }
      e = around;
      around = e.getEnclosingElement();
    }
    return places.stream().mapToInt(place -> place).toArray();
  }

  private static boolean isSuppressed(Element at) {
    for (Element e = at; e != null; e = e.getEnclosingElement()) {
      // not getAnnotation, which fails where a constant in it does not exist yet
      boolean suppressed =
          Annotations.find(e, "java.lang.SuppressWarnings")
              .flatMap(annotation -> Annotations.value(annotation, "value"))
              .flatMap(Annotations::texts)
              .filter(texts -> texts.contains("tagtree"))
              .isPresent();
      if (suppressed) {
        return true;
      }
    }
    return false;
  }
}
