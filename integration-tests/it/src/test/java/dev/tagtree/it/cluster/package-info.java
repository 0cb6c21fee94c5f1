// SPDX-License-Identifier: Apache-2.0
/** Logs on real engines, which are killed, failed over, flushed and cut off. */
@NullMarked
package dev.tagtree.it.cluster;

import org.jspecify.annotations.NullMarked;
