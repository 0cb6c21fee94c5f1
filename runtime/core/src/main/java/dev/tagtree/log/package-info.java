// SPDX-License-Identifier: Apache-2.0
/**
 * The invalidation log: ordered, bounded, shared memory of invalidations. Knows tags; knows neither
 * HTTP nor connections.
 */
@NullMarked
package dev.tagtree.log;

import org.jspecify.annotations.NullMarked;
