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

  static Optional<List<String>> read(ExecutableElement leaf, List<Param> all, Problems problems) {
    Optional<AnnotationMirror> annotation = Annotations.find(leaf, Annotations.KEY);
    if (annotation.isEmpty()) {
      return Optional.empty();
    }
    AnnotationValue written = Annotations.value(annotation.get(), "value").orElseThrow();
    List<?> elements = (List<?>) written.getValue();
    if (elements.isEmpty()) {
      problems.reportValue(
          Problem.EMPTY_KEY, leaf, annotation.get(), written, leaf.getSimpleName());
      return Optional.empty();
    }
    List<String> names = all.stream().map(Param::name).toList();
    List<String> template = new ArrayList<>();
    for (Object element : elements) {
      AnnotationValue value = (AnnotationValue) element;
      String text = value.getValue().toString();
      if (text.startsWith("{") && text.endsWith("}")) {
        String name = text.substring(1, text.length() - 1);
        int position = names.lastIndexOf(name);
        if (position < 0) {
          problems.reportValue(
              Problem.UNKNOWN_PARAMETER,
              leaf,
              annotation.get(),
              value,
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

  private static String hint(String name, List<String> names) {
    String near = Names.near(name, names);
    return near == null ? "" : " Did you mean '{" + near + "}'?";
  }
}
