// SPDX-License-Identifier: Apache-2.0
/**
 * The last release of a tree, whose clients may still be open: what would they miss?
 *
 * <pre>
 * Baseline: a file or folder → SchemaReader → Schema
 *                                 Tree → Schema ┴→ Comparison
 * </pre>
 */
@NullMarked
package dev.tagtree.processor.check.baseline;

import org.jspecify.annotations.NullMarked;
