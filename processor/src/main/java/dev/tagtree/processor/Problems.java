// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** Reports problems at the narrowest place; the only user of the compiler's messager. */
final class Problems {
  private final Messager messager;

  /** Said when a tree has been read, because one that misses a type is read again. */
  private final List<Runnable> pending = new ArrayList<>();

  Problems(Messager messager) {
    this.messager = messager;
  }

  void report(Problem problem, Element at, Object... arguments) {
    if (problem.kind() == Kind.ERROR || !isSuppressed(at)) {
      String message = problem.message(arguments);
      pending.add(() -> messager.printMessage(problem.kind(), message, at));
    }
  }

  void reportValue(
      Problem problem,
      Element at,
      AnnotationMirror annotation,
      AnnotationValue value,
      Object... arguments) {
    String message = problem.message(arguments);
    pending.add(() -> messager.printMessage(problem.kind(), message, at, annotation, value));
  }

  void reportNowhere(Problem problem, Object... arguments) {
    messager.printMessage(problem.kind(), problem.message(arguments));
  }

  /** Says what was reported. */
  void say() {
    pending.forEach(Runnable::run);
    pending.clear();
  }

  /** Forgets what was reported. */
  void forget() {
    pending.clear();
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
