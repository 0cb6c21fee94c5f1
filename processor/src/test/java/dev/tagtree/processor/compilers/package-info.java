// SPDX-License-Identifier: Apache-2.0
/**
 * The compilers that tests of the processor are run with.
 *
 * <pre>
 * OnBothCompilers → Compilers → WatchedJavac (memory), FileCompilation (files) → Sources
 *                                   └──────────────┴→ Outcome
 * </pre>
 */
package dev.tagtree.processor.compilers;
