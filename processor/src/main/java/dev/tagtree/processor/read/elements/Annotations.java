// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read.elements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The runtime's annotations, found by name, so that the runtime is not needed to compile this. */
public final class Annotations {
  /** The name of the one for a tree. */
  public static final String TAG_TREE = "dev.tagtree.TagTree";

  /** The name of the one for a wire name. */
  public static final String NAME = "dev.tagtree.Name";

  /** The name of the one for a query key. */
  public static final String KEY = "dev.tagtree.Key";

  /** The name of the one for a parameter that decides who may see a tag. */
  public static final String SCOPE = "dev.tagtree.Scope";

  private Annotations() {}

  /** {@return an element's annotation with a name; empty if it has none} */
  public static Optional<AnnotationMirror> find(Element element, String name) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (((TypeElement) mirror.getAnnotationType().asElement())
          .getQualifiedName()
          .contentEquals(name)) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  /** {@return whether an element is a tree, or declared in one} */
  public static boolean isInTree(@Nullable Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (find(e, TAG_TREE).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the text of a value, or of each of its elements; empty if a constant does not exist,
   * which compilers show as they please: as the text "&lt;error>", as nothing, or as another type}
   */
  public static Optional<List<String>> texts(AnnotationValue value) {
    List<?> elements = value.getValue() instanceof List<?> many ? many : List.of(value);
    List<String> texts = new ArrayList<>();
    for (Object element : elements) {
      if (!(((AnnotationValue) element).getValue() instanceof String text)
          || text.equals("<error>")) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** {@return what is written for an element of an annotation; empty where its default holds} */
  public static Optional<AnnotationValue> value(AnnotationMirror mirror, String element) {
    return mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(element))
        .<AnnotationValue>map(Map.Entry::getValue)
        .findFirst();
  }
}
