// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.TagHub;

/** A door under test: a server on loopback that serves a hub below {@code /tags}. */
interface Door extends AutoCloseable {
  /** {@return what it serves} */
  TagHub hub();

  int port();

  /** Closes the hub and stops the server. */
  @Override
  void close();
}
