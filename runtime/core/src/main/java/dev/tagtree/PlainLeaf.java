// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  PlainLeaf(TagText.Checked checked) {
    super(checked);
  }

  /**
   * {@return the leaves below a group; the group itself if one of them would be beyond a limit, so
   * that nothing below it is left out}
   */
  static List<Tag> below(TagGroup group, String leafTexts) {
    String prefix = TagText.prefix(group.toString());
    List<Tag> leaves = new ArrayList<>();
    String[] texts = leafTexts.replace(TagText.SCOPE, TagText.ANY).split(" ");
    Arrays.sort(texts);
    for (String leaf : texts) {
      try {
        leaves.add(new PlainLeaf(TagText.check(prefix + leaf)));
      } catch (InvalidTagException beyondLimit) {
        return List.of(group);
      }
    }
    return List.copyOf(leaves);
  }
}
