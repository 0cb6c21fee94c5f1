// SPDX-License-Identifier: Apache-2.0
/**
 * The kit that tests and benchmarks of all modules are made with, which knows nothing of tags:
 * other processes, folders, patience, the kernel's view of sockets, and tables of figures.
 */
@NullMarked
package dev.tagtree.kit;

import org.jspecify.annotations.NullMarked;
