// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.function.Consumer;

/** Finds the connections that an invalidation concerns. Confined to one I/O thread. */
interface FilterIndex {
  /** Adds a connection under every tag of its filter. */
  void add(Connection connection);

  /** Forgets a connection; nothing of it is kept. */
  void remove(Connection connection);

  /** Calls {@code found} for every connection whose filter overlaps, perhaps more than once. */
  void select(Tag invalidated, Consumer<Connection> found);
}
