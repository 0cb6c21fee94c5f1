// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.hub.SseEvent;
import dev.tagtree.it.wire.SseParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One stream as its client sees it, whatever carries it. Reads when it is asked to, and never
 * ahead: a stream that nobody asks is a client that has stalled.
 */
abstract class EventStream implements AutoCloseable {
  /** Long enough for a loaded machine; nothing waits this long unless it fails. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final SseParser parser = new SseParser();
  private final Queue<SseEvent> events = new ArrayDeque<>();

  /** {@return as in a request line: what was really spoken} */
  abstract String version();

  abstract int status();

  /** {@return the value of a response header; empty if there is none} */
  abstract String header(String name);

  /** Reads on; false at the clean end of the response. Anything else that ends it throws. */
  abstract boolean read();

  /** Takes what was read. */
  final void take(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
    parser.feed(ByteBuffer.wrap(copy), events::add);
  }

  /** {@return the next event, passing over the retry block} */
  final SseEvent next() {
    while (true) {
      while (events.isEmpty()) {
        if (!read()) {
          throw new AssertionError("the stream ended after:\n" + body());
        }
      }
      SseEvent event = events.remove();
      if (!event.is("")) {
        return event;
      }
    }
  }

  /** {@return the next event, which must have this name; passes over heartbeats} */
  final SseEvent expect(String name) {
    SseEvent event = next();
    while (event.is("heartbeat") && !name.equals("heartbeat")) {
      event = next();
    }
    if (!event.is(name)) {
      throw new AssertionError("expected " + name + ", got " + event.raw());
    }
    return event;
  }

  /** Reads to the clean end, and returns everything that came since the head of the response. */
  final String end() {
    while (read()) {
      // read() keeps what it reads
    }
    if (!parser.unfinished().isEmpty()) {
      throw new AssertionError("cut within an event: " + parser.unfinished());
    }
    return body();
  }

  private String body() {
    return body.toString(UTF_8);
  }

  /** Leaves in the way that the transport provides for. Idempotent. */
  abstract void leave();

  @Override
  public final void close() {
    leave();
  }
}
