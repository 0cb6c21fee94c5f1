// SPDX-License-Identifier: Apache-2.0
/**
 * The checks of a tree as a whole, whatever it was read from.
 *
 * <pre>
 * TreeChecker: members that collide → ClassFileLimits: more than a class holds
 * </pre>
 */
@NullMarked
package dev.tagtree.processor.check;

import org.jspecify.annotations.NullMarked;
