// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import dev.tagtree.it.scale.Kind.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the samples as classes that the calling programs take them from. */
final class SampleSources {
  private static final String JAVA_SCRIPT =
      """
      class Values {
        /** @param {number} set */
        constructor(set) {
          this.set = set;
        }

        /**
         * @template {string} const T
         * @param {number} position
         * @param {readonly T[]} values
         * @returns {T}
         */
        one(position, values) {
          return at(this.set + position, values);
        }
      """;

  private static final String JAVA_SCRIPT_END =
      """
      }

      /**
       * @template T
       * @param {number} position
       * @param {readonly T[]} values
       */
      const at = (position, values) => /** @type {T} */ (values[position % values.length]);

      /** @type {[Values, ...Values[]]} */
      export const SETS = [new Values(0)];
      for (let set = 1; set < SET_COUNT; set++) SETS.push(new Values(set));
      """;

  private SampleSources() {}

  static String java() {
    StringBuilder text =
        new StringBuilder(
            """
            package com.example.calls;

            import java.math.BigInteger;
            import java.time.LocalDate;
            import java.util.List;
            import java.util.UUID;
            import java.util.stream.IntStream;

            /** One set of sample values: for each type and position, one. */
            public record Values(int set) {
              public static final List<Values> SETS =
                  IntStream.range(0, %d).mapToObj(Values::new).toList();

              public <E> E one(int position, E[] values) {
                return values[(set + position) %% values.length];
              }
            """
                .formatted(Kind.SETS));
    for (Kind kind : withSamples()) {
      text.append(
          """

            private static final %1$s[] %2$s = {%3$s};

            public %1$s %4$s(int position) {
              return %2$s[(set + position) %% %2$s.length];
            }
          """
              .formatted(
                  kind.javaType(),
                  kind.name() + "S",
                  expressions(kind, Sample::java),
                  kind.accessor()));
    }
    return text.append("}\n").toString();
  }

  static String javaScript() {
    StringBuilder text = new StringBuilder(JAVA_SCRIPT);
    for (Kind kind : withSamples()) {
      text.append(
          """

            /** @param {number} position */
            %s(position) {
              return at(this.set + position, [%s]);
            }
          """
              .formatted(kind.accessor(), expressions(kind, Sample::javaScript)));
    }
    text.append(JAVA_SCRIPT_END.replace("SET_COUNT", Integer.toString(Kind.SETS)));
    return text.toString();
  }

  private static List<Kind> withSamples() {
    return Arrays.stream(Kind.values()).filter(kind -> !kind.samples().isEmpty()).toList();
  }

  private static String expressions(Kind kind, Function<Sample, String> expression) {
    return kind.samples().stream().map(expression).collect(Collectors.joining(", "));
  }
}
