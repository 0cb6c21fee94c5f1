// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** Reports problems at the narrowest place; the only user of the compiler's messager. */
final class Problems {
  private final Messager messager;

  Problems(Messager messager) {
    this.messager = messager;
  }

  void report(Problem problem, Element at, Object... arguments) {
    if (problem.kind() == Kind.ERROR || !isSuppressed(at)) {
      messager.printMessage(problem.kind(), problem.message(arguments), at);
    }
  }

  void reportValue(
      Problem problem,
      Element at,
      AnnotationMirror annotation,
      AnnotationValue value,
      Object... arguments) {
    messager.printMessage(problem.kind(), problem.message(arguments), at, annotation, value);
  }

  void reportNowhere(Problem problem, Object... arguments) {
    messager.printMessage(problem.kind(), problem.message(arguments));
  }

  private static boolean isSuppressed(Element at) {
    for (Element e = at; e != null; e = e.getEnclosingElement()) {
      SuppressWarnings suppressed = e.getAnnotation(SuppressWarnings.class);
      if (suppressed != null && java.util.List.of(suppressed.value()).contains("tagtree")) {
        return true;
      }
    }
    return false;
  }
}
