// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import dev.tagtree.Tag;
import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.TagHub;
import dev.tagtree.undertow.TagServer;

/** TagTree on a port of its own, as its README tells. */
public final class TagTreeServer {
  private TagTreeServer() {}

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    TagHub hub = hub();
    TagServer.start(hub, port);
    PublishPort.open(
        port, tags -> hub.invalidate(tags.stream().map(Tag::parse).toList()), () -> about(hub));
  }

  /** The one place where a hub is built: every option that a measurement needs belongs here. */
  private static TagHub hub() {
    return TagHub.create();
  }

  private static String about(TagHub hub) {
    HubStats stats = hub.stats();
    return "connections=%d resyncs=%d rejected=%d stalls=%d"
        .formatted(stats.connections(), stats.allResyncs(), stats.rejected(), stats.stalls());
  }
}
