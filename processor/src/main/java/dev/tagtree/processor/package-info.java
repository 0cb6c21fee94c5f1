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
 * Filer known. {@code read}, {@code check} and {@code write} know {@code tree}, and not each other.
 */
package dev.tagtree.processor;
