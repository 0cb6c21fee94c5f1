// SPDX-License-Identifier: Apache-2.0
/**
 * Turns a declared tree into typed tags, inside the compiler, and then is gone.
 *
 * <pre>
 * Element → TreeReader → Tree → TreeChecker → JavaWriter | ModuleWriter | TypingsWriter | SchemaWriter → Output
 *                 └──────── Problems ─────────┘
 * </pre>
 */
package dev.tagtree.processor;
