// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.TagHub;

/** The door of a handler that is mounted in a host's own server. */
class TagHandlerTest extends DoorSuite {
  @Override
  Door open(TagHub hub) {
    return new TestServer(hub);
  }
}
