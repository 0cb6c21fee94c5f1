// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import dev.tagtree.undertow.TagServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A hub behind a real server on a free port of the loopback interface. */
final class WireServer implements AutoCloseable {
  /** So seldom that a test which must not see heartbeats sees none. */
  static final Duration SILENT = Duration.ofHours(1);

  private final TagHub hub;
  private final TagServer server;
  private int marks;

  private WireServer(TagHub hub) {
    this.hub = hub;
    this.server = TagServer.start(hub, 0);
  }

  /** Serves the sample tree without heartbeats. */
  static WireServer start() {
    return start(
        TagHub.builder().tree(SampleTree.ALL).coalesce(Duration.ZERO).heartbeat(SILENT).build());
  }

  /** Serves the sample tree without heartbeats, over a log of that many entries. */
  static WireServer retaining(int entries) {
    return start(
        TagHub.builder()
            .tree(SampleTree.ALL)
            .coalesce(Duration.ZERO)
            .log(log(entries))
            .heartbeat(SILENT)
            .build());
  }

  static WireServer start(TagHub hub) {
    return new WireServer(hub);
  }

  /** {@return a log bounded by entries, with bytes to spare} */
  static InvalidationLog log(int entries) {
    return MemoryLog.builder().retainedEntries(entries).retainedBytes(64 << 20).build();
  }

  TagHub hub() {
    return hub;
  }

  int port() {
    return server.port();
  }

  void invalidate(String... texts) {
    Tag[] tags = new Tag[texts.length];
    for (int i = 0; i < texts.length; i++) {
      tags[i] = Tag.parse(texts[i]);
    }
    hub.invalidate(tags);
  }

  /** Invalidates, and waits until that is on its way: so nothing later is merged with it. */
  void publish(String... texts) {
    String before = cursor();
    invalidate(texts);
    long deadline = System.nanoTime() + EventStream.PATIENCE.toNanos();
    while (cursor().equals(before)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not published: " + List.of(texts));
      }
      Thread.onSpinWait();
    }
  }

  String cursor() {
    return hub.cursor().toString();
  }

  /**
   * {@return a cursor that everything invalidated so far is at or below}
   *
   * <p>{@link TagHub#cursor} says what this node has passed on, and may be a moment behind what was
   * appended; so a mark is appended, and awaited.
   */
  String settled() {
    String mark = "mark(" + marks++ + ")";
    try (RawConnection stream = events("tag=" + mark)) {
      stream.hello();
      invalidate(mark);
      return stream.expect("invalidate").cursor();
    }
  }

  /** Opens an event stream; {@code query} is everything behind the question mark, as sent. */
  RawConnection events(String query, String... headers) {
    return RawConnection.get(port(), target(query), headers);
  }

  /** Sends a request that the server is to answer and end. */
  RawConnection send(String methodAndTarget, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Connection: close";
    return RawConnection.send(port(), methodAndTarget + " HTTP/1.1", all);
  }

  static String target(String query) {
    return "/tags/events" + (query.isEmpty() ? "" : "?" + query);
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() {
    hub.close();
    server.close();
  }
}
