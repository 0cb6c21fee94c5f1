// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.tree.Member.Deprecation;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Remarks of a tree on its members, beside their shape: documentation, and deprecation. */
final class Remarks {
  private final Elements elements;
  private boolean ofDeprecated;

  Remarks(Elements elements) {
    this.elements = elements;
  }

  /** {@return whether anything that was noted is deprecated} */
  boolean ofDeprecated() {
    return ofDeprecated;
  }

  /** Notes a declaration, and the types of its parameters. */
  void note(Element element) {
    ofDeprecated |= elements.isDeprecated(element);
    if (element instanceof ExecutableElement method) {
      method.getParameters().forEach(parameter -> note(parameter.asType()));
    }
  }

  /** Notes a type, the types around it, and what is in it, if it is a record. */
  private void note(TypeMirror type) {
    if (type instanceof DeclaredType declared) {
      TypeElement element = (TypeElement) declared.asElement();
      for (Element e = element; e instanceof TypeElement; e = e.getEnclosingElement()) {
        ofDeprecated |= elements.isDeprecated(e);
      }
      for (RecordComponentElement component : element.getRecordComponents()) {
        ofDeprecated |= elements.isDeprecated(component.getAccessor());
        note(component.asType());
      }
    }
  }

  /** {@return how the first of some declarations that is deprecated is so} */
  Optional<Deprecation> deprecation(Element... declarations) {
    for (Element element : declarations) {
      if (elements.isDeprecated(element)) {
        Optional<AnnotationMirror> annotation = Annotations.find(element, "java.lang.Deprecated");
        String doc = elements.getDocComment(element);
        return Optional.of(
            new Deprecation(
                value(annotation, "since").map(Object::toString).orElse(""),
                value(annotation, "forRemoval").equals(Optional.of(true)),
                doc == null ? "" : Documentation.deprecation(doc)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> value(Optional<AnnotationMirror> annotation, String element) {
    return annotation
        .flatMap(mirror -> Annotations.value(mirror, element))
        .map(AnnotationValue::getValue);
  }

  /** {@return the documentation of one declaration, or else of another; empty if none has any} */
  String doc(Element first, Element second) {
    String doc = elements.getDocComment(first);
    if (doc == null) {
      doc = elements.getDocComment(second);
    }
    return doc == null ? "" : Documentation.plain(doc);
  }
}
