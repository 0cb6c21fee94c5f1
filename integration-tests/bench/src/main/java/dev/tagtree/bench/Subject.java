// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.it.processor.Artifacts;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * An annotation processor, and what its users write for it.
 *
 * @param unit what the input has a number of
 * @param sources the input of a size, by file name
 */
record Subject(
    String name,
    String unit,
    String classPath,
    String processorPath,
    IntFunction<Map<String, String>> sources) {

  /** The name of the processor that is measured beside the others. */
  static final String OURS = "TagTree";

  private static final String AUTO_VALUE =
      """
      import com.google.auto.value.AutoValue;

      @AutoValue
      public abstract class %1$s {
        public abstract String name();
        public abstract int count();

        public static %1$s of(String name, int count) {
          return new AutoValue_%1$s(name, count);
        }
      }
      """;

  private static final String IMMUTABLES =
      """
      import org.immutables.value.Value;

      @Value.Immutable
      public interface %s {
        String name();
        int count();
      }
      """;

  private static final String RECORD_BUILDER =
      """
      import io.soabase.recordbuilder.core.RecordBuilder;

      @RecordBuilder
      public record %s(String name, int count) {}
      """;

  private static final String MAP_STRUCT =
      """
      import org.mapstruct.Mapper;

      @Mapper
      public interface %s {
        To map(From from);

        record From(String name, int count) {}

        record To(String name, int count) {}
      }
      """;

  /** {@return those with the names in a list, in the order that they are measured in} */
  static List<Subject> named(String list) throws IOException {
    List<Subject> all = new ArrayList<>(List.of(tagTree()));
    all.addAll(neighbours());
    Set<String> names = Set.of(list.split(","));
    List<Subject> named = all.stream().filter(each -> names.contains(each.name())).toList();
    if (named.size() < names.size()) {
      throw new IllegalArgumentException(
          list + " are not all of " + all.stream().map(Subject::name).toList());
    }
    return named;
  }

  /** {@return whether it is ours} */
  boolean isTree() {
    return name.equals(OURS);
  }

  private static Subject tagTree() throws IOException {
    return new Subject(
        OURS,
        "leaves",
        Artifacts.runtime(),
        Artifacts.processor().toAbsolutePath().normalize().toString(),
        size -> new LargeTree(size).declaration());
  }

  /**
   * {@return processors to compare with: each is given values with two properties, or mappers of
   * such}
   */
  private static List<Subject> neighbours() {
    return List.of(
        of("AutoValue", "values", "auto-value", AUTO_VALUE),
        of("Immutables", "values", "org.immutables.value", IMMUTABLES),
        of("record-builder", "values", "record-builder|javapoet", RECORD_BUILDER),
        of("MapStruct", "mappers", "mapstruct", MAP_STRUCT));
  }

  private static Subject of(String name, String unit, String jars, String template) {
    String path = jars(jars);
    return new Subject(name, unit, path, path, size -> types(size, template));
  }

  /** One file for each type, as in an application. */
  private static Map<String, String> types(int size, String template) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int i = 1; i <= size; i++) {
      String type = "Value" + i;
      sources.put(type + ".java", "package com.example;\n\n" + template.formatted(type));
    }
    return sources;
  }

  private static String jars(String pattern) {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                jar -> jar.replace('/', '.').replace('\\', '.').matches(".*(" + pattern + ").*"))
            .collect(Collectors.joining(File.pathSeparator));
    if (jars.isEmpty()) {
      throw new IllegalStateException("the class path has no " + pattern + "; use -Pbench");
    }
    return jars;
  }
}
