// SPDX-License-Identifier: Apache-2.0
/**
 * What tests and benchmarks of all modules are made with, and which knows nothing of tags: other
 * processes, and what the kernel says of sockets.
 */
@NullMarked
package dev.tagtree.kit;

import org.jspecify.annotations.NullMarked;
