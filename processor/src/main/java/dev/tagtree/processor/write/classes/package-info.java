// SPDX-License-Identifier: Apache-2.0
/**
 * The class with the tags of a tree; each part of it is made by one file here.
 *
 * <pre>
 * JavaWriter → RootClass → GroupClass → LeafClass → MemberClass (what they have in common)
 *                 └── GroupBody ──┴→ Accessors, ReadMethod → Parameters → RuntimeNames
 * </pre>
 */
@NullMarked
package dev.tagtree.processor.write.classes;

import org.jspecify.annotations.NullMarked;
