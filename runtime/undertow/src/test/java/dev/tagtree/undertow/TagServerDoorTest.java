// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.TagHub;

/** The door of a server of its own, whose streams leave Undertow. */
class TagServerDoorTest extends DoorSuite {
  private record Own(TagHub hub, TagServer server) implements Door {
    @Override
    public int port() {
      return server.port();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  Door open(TagHub hub) {
    return new Own(hub, TagServer.start(hub, "127.0.0.1", 0));
  }
}
