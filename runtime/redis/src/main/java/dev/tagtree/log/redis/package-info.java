// SPDX-License-Identifier: Apache-2.0
/**
 * The invalidation log on Redis or Valkey Streams, for nodes that share one. Knows the driver,
 * which is an optional dependency; nobody knows this package.
 */
@NullMarked
package dev.tagtree.log.redis;

import org.jspecify.annotations.NullMarked;
