// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings of the load client, {@code name=number} for each figure. */
record Answer(Map<String, Double> figures) {
  Answer(String line) {
    this(
        Arrays.stream(line.split(" "))
            .map(figure -> figure.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> Double.valueOf(parts[1]))));
  }

  double number(String name) {
    Double number = figures.get(name);
    if (number == null) {
      throw new IllegalArgumentException("the load client did not say '" + name + "': " + figures);
    }
    return number;
  }

  double cpuPerMillion() {
    return number("cpu") / number("received") * 1e6;
  }

  /**
   * {@return what was skipped, what never came or not within 15 s, came twice or out of order, went
   * elsewhere, or ended}
   */
  String faults() {
    StringBuilder faults = new StringBuilder();
    for (String name : new String[] {"lost", "missing", "late", "twice", "stray", "ended"}) {
      if (number(name) > 0) {
        faults
            .append(faults.isEmpty() ? "" : ", ")
            .append("%,.0f ".formatted(number(name)))
            .append(name);
      }
    }
    return faults.toString();
  }
}
