// SPDX-License-Identifier: Apache-2.0
/**
 * Trees as large as users have: those that follow from public API descriptions, checked word by
 * word, and those at the limits of class files.
 */
package dev.tagtree.it.scale;
