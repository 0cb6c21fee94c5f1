// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import org.jspecify.annotations.Nullable;

/**
 * A tag for one thing; the generated leaf classes extend it. Has no public member of its own, so
 * that no name is taken from the declared tree.
 */
public abstract non-sealed class TagLeaf extends TagValue {
  private final String @Nullable [] key;

  /**
   * A leaf without any value, in itself or above.
   *
   * @param path its whole canonical text
   * @throws InvalidTagException if that is not a leaf, or not canonical
   */
  protected TagLeaf(String path) {
    this(TagChecker.checkLeaf(path));
  }

  /**
   * A leaf without any value, and with a {@link Key}.
   *
   * @param path its whole canonical text
   * @param key the literals of its query key; the array must not change afterwards
   * @throws InvalidTagException if that is not a leaf, or not canonical
   */
  protected TagLeaf(String path, String[] key) {
    super(TagChecker.checkLeaf(path));
    this.key = key;
  }

  /**
   * A leaf with one value below {@code parent}.
   *
   * @param signature the wire name, with the name of its parameter for messages: {@code byId(id)}
   * @param value its argument, of a type that {@link TagTree} lists
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if the value is null, naming its parameter
   */
  protected TagLeaf(TagGroup parent, String signature, Object value) {
    super(parent, signature, TagValues.encode(value, signature, 0));
    key = null;
  }

  /**
   * A leaf with one integer below {@code parent}.
   *
   * @param signature the wire name, with the name of its parameter for messages: {@code byId(id)}
   * @param value its argument; an int, a short and a byte have the same text
   * @throws InvalidTagException if the tag would be beyond a limit
   */
  protected TagLeaf(TagGroup parent, String signature, long value) {
    super(parent, signature, Long.toString(value));
    key = null;
  }

  /**
   * A leaf below {@code parent}.
   *
   * @param signature the wire name, with the names of its parameters for messages: {@code
   *     range(from,to)}
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null, naming its parameter
   */
  protected TagLeaf(TagGroup parent, String signature, Object... values) {
    super(parent, signature, values, "");
    key = null;
  }

  /**
   * A leaf with a {@link Key}.
   *
   * @param key literals, or <code>{n}</code> for the value at position n of the whole tag, counted
   *     from 0; the array must not change afterwards
   * @param signature the wire name, with the names of its parameters for messages: {@code
   *     range(from,to)}
   * @param values its arguments, of the types that {@link TagTree} lists, or {@link Arg}s of them
   * @throws InvalidTagException if the tag would be beyond a limit or a text has a lone surrogate
   * @throws NullPointerException if a value is null, naming its parameter
   */
  protected TagLeaf(TagGroup parent, String[] key, String signature, Object... values) {
    super(parent, signature, values, "");
    this.key = key;
  }

  TagLeaf(TagChecker.Checked checked) {
    super(checked);
    key = null;
  }

  final String @Nullable [] keyTemplate() {
    return key;
  }
}
