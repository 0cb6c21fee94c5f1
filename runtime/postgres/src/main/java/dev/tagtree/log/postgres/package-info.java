// SPDX-License-Identifier: Apache-2.0
/**
 * The invalidation log in PostgreSQL: an invalidation is written in the transaction that mutates,
 * so that it commits and rolls back with it.
 *
 * <p>{@link dev.tagtree.log.postgres.PostgresLog} is the log of a node, {@link
 * dev.tagtree.log.postgres.PostgresOutbox} the half of it for processes that only publish. All that
 * has to be atomic is in {@code schema.sql}, beside these classes. Needs the driver pgjdbc.
 */
@NullMarked
package dev.tagtree.log.postgres;

import org.jspecify.annotations.NullMarked;
