// SPDX-License-Identifier: Apache-2.0
/** The door for Undertow: the only package that knows it. */
@NullMarked
package dev.tagtree.undertow;

import org.jspecify.annotations.NullMarked;
