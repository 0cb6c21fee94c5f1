// SPDX-License-Identifier: Apache-2.0
/**
 * The processor: turns a declared tree into typed tags, inside the compiler, and then is gone.
 *
 * <pre>
 * Element → read → Tree → check → Tree → write → text → Output
 *             └── Problems ──┴──────────────────────────┘ → Messages
 * </pre>
 *
 * Here the parts of this pipe are put together, and nowhere else is the compiler's Messager or
 * Filer known. {@code read}, {@code check} and {@code write} know {@code tree}, and not each other;
 * each of them has a room of its own for what can be understood alone: {@code read.elements}, the
 * compiler's; {@code check.baseline}, the last release; {@code write.classes}, the Java.
 */
@NullMarked
package dev.tagtree.processor;

import org.jspecify.annotations.NullMarked;
