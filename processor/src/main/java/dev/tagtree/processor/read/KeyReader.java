// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.read.elements.Annotations;
import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;

/**
 * The reader of a {@code @Key}, which becomes the template that the runtime fills: names of
 * parameters become positions.
 */
final class KeyReader {
  private final Problems problems;
  private final MissingTypes missing;

  KeyReader(Problems problems, MissingTypes missing) {
    this.problems = problems;
    this.missing = missing;
  }

  /** {@return the template; empty if a leaf has none, or one that was reported} */
  Optional<List<String>> read(ExecutableElement leaf, List<Param> all) {
    Optional<AnnotationMirror> annotation = Annotations.find(leaf, Annotations.KEY);
    Optional<AnnotationValue> value =
        annotation.flatMap(key -> Annotations.value(key, "value")); // else the compiler says so
    Optional<List<String>> texts = value.flatMap(v -> missing.texts(leaf, annotation.get(), v));
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    AnnotationMirror key = annotation.get();
    AnnotationValue written = value.get();
    if (texts.get().isEmpty()) {
      problems.report(Problem.EMPTY_KEY, new Place(leaf, key, written), leaf.getSimpleName());
      return Optional.empty();
    }
    List<String> names = all.stream().map(Param::name).toList();
    List<String> template = new ArrayList<>();
    for (int i = 0; i < texts.get().size(); i++) {
      String text = texts.get().get(i);
      if (text.startsWith("{") && text.endsWith("}")) {
        String name = text.substring(1, text.length() - 1);
        int position = names.lastIndexOf(name);
        if (position < 0) {
          reportUnknown(name, names, new Place(leaf, key, element(written, i)));
          return Optional.empty();
        }
        text = "{" + position + "}";
      }
      template.add(text);
    }
    return Optional.of(List.copyOf(template));
  }

  private void reportUnknown(String name, List<String> names, Place at) {
    problems.report(
        Problem.UNKNOWN_PARAMETER,
        at,
        name,
        at.element().getSimpleName(),
        hint(name, names),
        names.isEmpty() ? "literals only" : "{" + String.join("}, {", names) + "}");
  }

  private static AnnotationValue element(AnnotationValue written, int index) {
    return written.getValue() instanceof List<?> elements
        ? (AnnotationValue) elements.get(index)
        : written;
  }

  private static String hint(String name, List<String> names) {
    String near = Names.near(name, names);
    return near == null ? "" : " Did you mean '{" + near + "}'?";
  }
}
