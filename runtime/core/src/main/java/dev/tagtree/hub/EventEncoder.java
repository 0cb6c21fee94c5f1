// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * The frames that make a stream of events (PROTOCOL.md): id, name, and a line of {@linkplain
 * EventJson JSON}. Who writes invalidations, of which there are many, keeps an encoder, confined to
 * its thread; other events are written one by one, by any thread.
 */
final class EventEncoder {
  /** Most leaves that a group is resolved to in an event; a larger group is sent as itself. */
  static final int MAX_TAGS = 64;

  /**
   * Longest encoded invalidation in bytes, and so the most that is kept for a connection which
   * takes nothing; a group whose leaves do not fit is sent as itself.
   */
  static final int MAX_EVENT_BYTES = 16 << 10;

  private static final SerializableString ID = new SerializedString("id: ");
  private static final SerializableString EMPTY_LINE = new SerializedString("\n\n");

  private static final SerializableString HELLO = named("hello");
  private static final SerializableString INVALIDATE = named("invalidate");
  private static final SerializableString RESYNC = named("resync");
  private static final SerializableString HEARTBEAT = named("heartbeat");
  private static final SerializableString BYE = named("bye");

  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private JsonGenerator json = EventJson.to(bytes);

  /** {@return an event that connections share} */
  Frame invalidate(Cursor id, Tag tag, int spread) {
    List<Tag> resolved = Tag.resolve(tag);
    Frame event = invalidate(id, resolved.size() > MAX_TAGS ? List.of(tag) : resolved, tag, spread);
    return event.bytes().length > MAX_EVENT_BYTES
        ? invalidate(id, List.of(tag), tag, spread)
        : event;
  }

  private Frame invalidate(Cursor id, List<Tag> tags, Tag from, int spread) {
    if (written() > 0) { // the one before was broken off, as by a lack of memory
      bytes.reset();
      json = EventJson.to(bytes);
    }
    open(id, INVALIDATE);
    int start = written();
    EventJson.invalidate(json, tags, from, spread);
    int length = written() - start;
    return new Frame(end(), start, length);
  }

  static byte[] resync(Cursor id, Reason reason, int spread) {
    EventEncoder event = new EventEncoder();
    event.open(id, RESYNC);
    EventJson.resync(event.json, reason, spread);
    return event.last();
  }

  static byte[] heartbeat(Cursor id, boolean current) {
    EventEncoder event = new EventEncoder();
    event.open(id, HEARTBEAT);
    EventJson.heartbeat(event.json, current);
    return event.last();
  }

  static byte[] bye(long afterMillis) {
    EventEncoder event = new EventEncoder();
    event.open(BYE);
    EventJson.bye(event.json, afterMillis);
    return event.last();
  }

  /** {@return the first bytes of a stream that is refused without a status that would end it} */
  static byte[] refusal(long retryMillis) {
    return concat(retry(retryMillis), bye(retryMillis));
  }

  /** {@return the first bytes of a stream: how long to wait after it ends, and {@code hello}} */
  static byte[] hello(
      long retryMillis, Cursor position, Verdict verdict, String client, HubSettings settings) {
    EventEncoder event = new EventEncoder();
    if (verdict.isServed()) {
      event.open(position, HELLO);
    } else {
      event.open(HELLO);
    }
    EventJson.hello(event.json, verdict, client, settings);
    return concat(retry(retryMillis), event.last());
  }

  private static byte[] retry(long millis) {
    return ("retry: " + millis + "\n\n").getBytes(UTF_8);
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static SerializableString named(String event) {
    return new SerializedString("event: " + event + "\ndata: ");
  }

  private void open(Cursor id, SerializableString name) {
    json.writeRaw(ID);
    json.writeRaw(id.toString());
    json.writeRaw('\n');
    open(name);
  }

  private void open(SerializableString name) {
    json.writeRaw(name);
    json.writeStartObject();
  }

  private int written() {
    return bytes.size() + json.streamWriteOutputBuffered();
  }

  private byte[] end() {
    json.writeEndObject();
    json.writeRaw(EMPTY_LINE);
    json.flush();
    byte[] event = bytes.toByteArray();
    bytes.reset();
    return event;
  }

  private byte[] last() {
    byte[] event = end();
    json.close(); // so that the next has its buffers
    return event;
  }
}
