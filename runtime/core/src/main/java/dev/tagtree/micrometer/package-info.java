// SPDX-License-Identifier: Apache-2.0
/** The hub's counts for Micrometer: the only package that knows it. */
@NullMarked
package dev.tagtree.micrometer;

import org.jspecify.annotations.NullMarked;
