// SPDX-License-Identifier: Apache-2.0
/**
 * The invalidation log on Redis or Valkey Streams, for nodes that share one. Needs the driver
 * Jedis; nobody knows this package.
 */
@NullMarked
package dev.tagtree.log.redis;

import org.jspecify.annotations.NullMarked;
