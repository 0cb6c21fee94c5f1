// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: todos and notes in a database, REST, and pages that every mutation keeps fresh.
 *
 * <p>{@code Api} (HTTP) calls {@code TodoResource} and {@code NoteResource}, which say in each
 * transaction what it makes stale; {@code Node} knows how the hub hears of it. Nothing else does.
 */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
