// SPDX-License-Identifier: Apache-2.0
/**
 * The model that the rest of the processor speaks about; it knows no compiler, and no file format.
 *
 * <pre>
 * Tree ── Member: Group (members) | Leaf (key) ── Declaration (names, documentation, Origin)
 *            └── Param ── ArgType, JavaType            Names: what may be called how
 * Problem ── Failure (at an Origin) ── Problems
 * </pre>
 */
@NullMarked
package dev.tagtree.processor.tree;

import org.jspecify.annotations.NullMarked;
