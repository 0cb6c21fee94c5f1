// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: todos and notes in a database, REST, and pages that every mutation keeps fresh.
 *
 * <p>{@code Api} (HTTP) calls {@code TodoResource} and {@code NoteResource}, which change the
 * database first and then tell the hub what changed. Nothing else knows the hub.
 */
@NullMarked
package dev.tagtree.demo;

import org.jspecify.annotations.NullMarked;
