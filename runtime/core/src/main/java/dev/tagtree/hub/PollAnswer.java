// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.hub.EventEncoder.Verdict;
import dev.tagtree.log.Cursor;
import java.nio.ByteBuffer;

/**
 * The answer to one poll (PROTOCOL.md): the events of a stream, translated from their bytes, so
 * that both say the same.
 */
final class PollAnswer {
  /** Until the next poll, in milliseconds, where there is more to say; the client adds chance. */
  private static final int MORE_MILLIS = 1_000;

  private final Verdict verdict;
  private final String client;
  private final HubSettings settings;
  private final StringBuilder events = new StringBuilder();

  /** The id of the last event. */
  private String last = "";

  PollAnswer(Verdict verdict, String client, HubSettings settings) {
    this.verdict = verdict;
    this.client = client;
    this.settings = settings;
  }

  /** Adds whole events of a stream that all have ids. */
  void add(byte[] stream) {
    add(new String(stream, UTF_8));
  }

  void add(ByteBuffer stream) {
    add(UTF_8.decode(stream).toString());
  }

  private void add(String stream) {
    int at = 0;
    while (at < stream.length()) {
      int name = stream.indexOf("\nevent: ", at);
      int data = stream.indexOf("\ndata: {", name);
      int end = stream.indexOf("\n\n", data);
      last = stream.substring(at + "id: ".length(), name);
      events.append(events.isEmpty() ? "" : ",").append("{\"type\":\"");
      events.append(stream, name + "\nevent: ".length(), data);
      events.append("\",\"id\":\"").append(last).append("\",");
      events.append(stream, data + "\ndata: {".length(), end);
      at = end + 2;
    }
  }

  /** {@return the answer that leads up to its last event; the next poll goes on there} */
  byte[] unfinished(boolean current) {
    return json(last, current, MORE_MILLIS);
  }

  /** {@return the answer that leads up to a position} */
  byte[] finished(Cursor position, boolean current, long after) {
    return json(position.toString(), current, after);
  }

  private byte[] json(String id, boolean current, long after) {
    String hello = EventEncoder.helloData(verdict, client, settings);
    return (hello.substring(0, hello.length() - 1)
            + ",\"id\":\""
            + id
            + "\",\"events\":["
            + events
            + "],\"current\":"
            + current
            + ",\"after\":"
            + after
            + "}")
        .getBytes(UTF_8);
  }
}
