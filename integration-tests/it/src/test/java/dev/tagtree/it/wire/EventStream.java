// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.hub.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One response as its client sees it, whatever carries it; of one that is an event stream, the
 * events. Reads when it is asked to, and never ahead: a stream that nobody asks is a client that
 * has stalled.
 */
public abstract class EventStream implements AutoCloseable {
  /** Long enough for a loaded machine; nothing waits this long unless it fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final SseParser parser = new SseParser();
  private final Queue<SseEvent> events = new ArrayDeque<>();

  /** {@return as in a request line: what was really spoken} */
  public abstract String version();

  public abstract int status();

  /** {@return the value of a response header; empty if there is none} */
  public abstract String header(String name);

  /** Reads on; false at the clean end of the response. Anything else that ends it throws. */
  abstract boolean read();

  /** Takes what was read. */
  final void take(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
    if (header("Content-Type").startsWith("text/event-stream")) {
      parser.feed(ByteBuffer.wrap(copy), events::add);
    }
  }

  /** {@return the next block, whatever it is} */
  public final SseEvent nextBlock() {
    while (events.isEmpty()) {
      if (!read()) {
        throw new AssertionError("the stream ended after:\n" + body());
      }
    }
    return events.remove();
  }

  /** {@return the next event, passing over the retry block} */
  public final SseEvent next() {
    SseEvent event = nextBlock();
    while (event.is("")) {
      event = nextBlock();
    }
    return event;
  }

  /** {@return the next event, passing over heartbeats too} */
  public final SseEvent nextEvent() {
    SseEvent event = next();
    while (event.is("heartbeat")) {
      event = next();
    }
    return event;
  }

  /** {@return the next event, which must have this name; passes over heartbeats} */
  public final SseEvent expect(String name) {
    SseEvent event = name.equals("heartbeat") ? next() : nextEvent();
    if (!event.is(name)) {
      throw new AssertionError("expected " + name + ", got " + event.raw());
    }
    return event;
  }

  /** {@return the hello that every stream begins with} */
  public final SseEvent hello() {
    return expect("hello");
  }

  /** Reads to the clean end, and returns everything that came since the head of the response. */
  public final String end() {
    while (read()) {
      // read() keeps what it reads
    }
    if (!parser.unfinished().isEmpty()) {
      throw new AssertionError("cut within an event: " + parser.unfinished());
    }
    return body();
  }

  /** {@return what came after the head so far} */
  public final String body() {
    return body.toString(UTF_8);
  }

  /** Leaves in the way that the transport provides for. Idempotent. */
  public abstract void leave();

  @Override
  public final void close() {
    leave();
  }
}
