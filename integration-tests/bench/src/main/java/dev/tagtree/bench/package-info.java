// SPDX-License-Identifier: Apache-2.0
/**
 * What TagTree costs, measured: in the compiler, at the first use, and in every call. Compiled in
 * every build, run by the profile {@code bench} only; BENCHMARKS.md tells how and what came out.
 */
@NullMarked
package dev.tagtree.bench;

import org.jspecify.annotations.NullMarked;
