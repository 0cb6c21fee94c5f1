// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import org.jspecify.annotations.Nullable;

/**
 * A tag for one thing; the generated leaf classes extend it. Has no public member of its own, so
 * that no name is taken from the declared tree.
 */
public abstract non-sealed class TagLeaf extends TagValue {
  private final String @Nullable [] keyTemplate;

  /**
   * A leaf below {@code parent}.
   *
   * @param name the wire name
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null
   */
  protected TagLeaf(TagGroup parent, String name, Object... values) {
    super(parent, name, values, "");
    keyTemplate = null;
  }

  /**
   * A leaf with a {@link Key}.
   *
   * @param keyTemplate literals, or <code>{n}</code> for the value at position n of the whole tag,
   *     counted from 0; the array must not change afterwards
   * @param name the wire name
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null
   */
  protected TagLeaf(TagGroup parent, String[] keyTemplate, String name, Object... values) {
    super(parent, name, values, "");
    this.keyTemplate = keyTemplate;
  }

  TagLeaf(TagText.Checked checked) {
    super(checked);
    keyTemplate = null;
  }

  final String @Nullable [] keyTemplate() {
    return keyTemplate;
  }
}
