// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging (Zeller and Hildebrandt, 2002): a list without what can be left out of it. */
final class Shrinker {
  private Shrinker() {}

  /**
   * {@return a part of the list, in order, for which the predicate holds, and for no part of it
   * that lacks one element}
   *
   * @param holds holds for the whole list, and says the same whenever it is asked
   */
  static <T> List<T> shrink(List<T> all, Predicate<List<T>> holds) {
    List<T> kept = new ArrayList<>(all);
    int size = kept.size();
    while (size > 0) {
      boolean shorter = false;
      for (int from = 0; from < kept.size(); ) {
        List<T> fewer = without(kept, from, size);
        if (holds.test(fewer)) {
          kept = fewer;
          shorter = true;
        } else {
          from += size;
        }
      }
      if (!shorter) {
        size /= 2; // with the last size, until there is nothing more to leave out
      }
      size = Math.min(size, kept.size());
    }
    return kept;
  }

  private static <T> List<T> without(List<T> list, int from, int size) {
    List<T> fewer = new ArrayList<>(list.subList(0, from));
    fewer.addAll(list.subList(Math.min(list.size(), from + size), list.size()));
    return fewer;
  }
}
