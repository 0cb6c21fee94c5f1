// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** One figure, measured several times. */
record Samples(double[] sorted) {
  static Samples of(DoubleStream values) {
    return new Samples(values.sorted().toArray());
  }

  /** {@return the quotients of what was measured in the same round} */
  static Samples ratios(double[] of, double[] to) {
    return of(IntStream.range(0, of.length).mapToDouble(i -> of[i] / to[i]));
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** {@return the median, and in parentheses the least and the most} */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.2f (%.2f-%.2f)", median(), sorted[0], sorted[sorted.length - 1]);
  }
}
