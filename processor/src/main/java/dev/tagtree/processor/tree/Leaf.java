// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.List;
import java.util.Optional;

/**
 * A tag for one thing.
 *
 * @param declaration what it has in common with groups
 * @param key the elements of its query key, with {n} for the value at position n of the whole tag
 */
public record Leaf(Declaration declaration, Optional<List<String>> key) implements Member {}
