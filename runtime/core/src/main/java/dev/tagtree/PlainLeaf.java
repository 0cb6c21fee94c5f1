// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

/**
 * A leaf that is an instance of no generated class, because it was parsed without its tree or
 * stands for any in a parameter of its own. Generated code makes it; others have {@link Tag#parse}.
 */
public final class PlainLeaf extends TagLeaf {
  /**
   * A leaf below {@code parent}.
   *
   * @param signature as in {@link TagLeaf}
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null, naming its parameter
   */
  public PlainLeaf(TagGroup parent, String signature, Object... values) {
    super(parent, signature, values);
  }

  /**
   * A leaf with a {@link Key}.
   *
   * @param key as in {@link TagLeaf}
   * @param signature as in {@link TagLeaf}
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null, naming its parameter
   */
  public PlainLeaf(TagGroup parent, String[] key, String signature, Object... values) {
    super(parent, key, signature, values);
  }

  PlainLeaf(TagChecker.Checked checked) {
    super(checked);
  }
}
