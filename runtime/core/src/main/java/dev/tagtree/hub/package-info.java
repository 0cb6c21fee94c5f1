// SPDX-License-Identifier: Apache-2.0
/**
 * The hub of one server node: takes invalidations to the log, follows the log, and tells the
 * connections. Knows no server; adapters bring one through {@link dev.tagtree.hub.Outlet} and
 * {@link dev.tagtree.hub.IoThread}.
 *
 * <pre>
 * TagHub.invalidate → InvalidationLog → Tail → listeners → EventRing → Loop → Connection → Outlet
 *  (any thread)        (orders)        (one thread, encodes once)    (one for each I/O thread)
 * </pre>
 */
@NullMarked
package dev.tagtree.hub;

import org.jspecify.annotations.NullMarked;
