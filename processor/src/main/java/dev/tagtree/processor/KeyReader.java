// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.Tree.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;

/** Reads a @Key into the template that the runtime fills: names of parameters become positions. */
final class KeyReader {
  private KeyReader() {}

  static Optional<List<String>> read(
      ExecutableElement leaf, List<Param> all, Problems problems, MissingTypes missing) {
    Optional<AnnotationMirror> annotation = Annotations.find(leaf, Annotations.KEY);
    Optional<AnnotationValue> value =
        annotation.flatMap(key -> Annotations.value(key, "value")); // else the compiler says so
    Optional<List<String>> texts = value.flatMap(v -> missing.texts(leaf, annotation.get(), v));
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    AnnotationValue written = value.get();
    if (texts.get().isEmpty()) {
      problems.reportValue(
          Problem.EMPTY_KEY, leaf, annotation.get(), written, leaf.getSimpleName());
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
          problems.reportValue(
              Problem.UNKNOWN_PARAMETER,
              leaf,
              annotation.get(),
              element(written, i),
              name,
              leaf.getSimpleName(),
              hint(name, names),
              names.isEmpty() ? "literals only" : "{" + String.join("}, {", names) + "}");
          return Optional.empty();
        }
        text = "{" + position + "}";
      }
      template.add(text);
    }
    return Optional.of(List.copyOf(template));
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
