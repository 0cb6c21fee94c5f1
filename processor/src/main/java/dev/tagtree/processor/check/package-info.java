// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with a tree as a whole, whatever it was read from.
 *
 * <pre>
 * TreeChecker: members that collide → ClassFileLimits: more than a class holds
 * Baseline: what clients of the last release would miss
 * </pre>
 */
package dev.tagtree.processor.check;
