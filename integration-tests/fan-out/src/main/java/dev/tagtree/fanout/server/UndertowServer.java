// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Undertow's own handler for event streams, and its own way to send: a loop over connections. */
public final class UndertowServer {
  private final Queue<ServerSentEventConnection> everyone = new ConcurrentLinkedQueue<>();
  private final Map<String, ServerSentEventConnection> byTag = new ConcurrentHashMap<>();

  private UndertowServer() {}

  /** Listens on the port that is the first argument, until it is killed. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    UndertowServer server = new UndertowServer();
    ServerSentEventHandler events =
        Handlers.serverSentEvents((connection, lastEventId) -> server.open(connection));
    Undertow.builder()
        .addHttpListener(port, "localhost")
        .setHandler(Handlers.path().addExactPath("/events", events))
        .build()
        .start();
    PublishPort.open(port, server::publish, () -> "");
  }

  private void open(ServerSentEventConnection connection) {
    Deque<String> tags = connection.getQueryParameters().get("tag");
    if (tags == null) {
      everyone.add(connection);
      connection.addCloseTask(everyone::remove);
    } else {
      byTag.put(tags.getFirst(), connection);
      connection.addCloseTask(closed -> byTag.remove(tags.getFirst(), closed));
    }
  }

  private void publish(List<String> tags) {
    for (String tag : tags) {
      String data = Frames.data(tag);
      ServerSentEventConnection one = byTag.get(tag);
      if (one != null) {
        one.send(data);
      }
      everyone.forEach(connection -> connection.send(data));
    }
  }
}
