// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read.elements;

import dev.tagtree.processor.tree.Origin;
import java.util.ArrayDeque;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * The origin that a compiler knows: an element, or a value in an annotation of it.
 *
 * @param element what it is, or is about
 * @param annotation null for the element itself
 * @param value null for the element itself
 */
public record Place(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value)
    implements Origin {

  /** {@return the place of an element} */
  public static Place of(Element element) {
    return new Place(element, null, null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Types come after methods and constants, because javac does not tell how they are mixed, and
   * both compilers shall say the same.
   */
  @Override
  public int[] position() {
    ArrayDeque<Integer> places = new ArrayDeque<>();
    Element around = element.getEnclosingElement();
    for (Element e = element; around != null && around.getKind() != ElementKind.PACKAGE; ) {
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

  @Override
  public boolean isSilent() {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      // not getAnnotation, which fails where a constant in it does not exist yet
      boolean suppressed =
          Annotations.find(e, "java.lang.SuppressWarnings")
              .flatMap(mirror -> Annotations.value(mirror, "value"))
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
