// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

/** A place in the sources of a tree, which only that which has read them can tell more about. */
public interface Origin {
  /**
   * {@return its places in what is around it, the outermost first; sorted by them, origins of one
   * tree are in the order of the source}
   */
  int[] position();

  /** {@return whether the author has suppressed warnings there} */
  boolean isSilent();
}
