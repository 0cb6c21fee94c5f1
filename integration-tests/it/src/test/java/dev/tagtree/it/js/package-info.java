// SPDX-License-Identifier: Apache-2.0

/** The browser client's modules: their behaviour, their types and their size. */
@NullMarked
package dev.tagtree.it.js;

import org.jspecify.annotations.NullMarked;
