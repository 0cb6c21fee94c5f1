// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

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
 * EventJson JSON}. It is kept, as its buffers cost more than an event, and confined to one thread.
 */
final class EventEncoder {
  /** Most leaves that a group is resolved to in an event; a larger group is sent as itself. */
  static final int MAX_TAGS = 64;

  /**
   * Longest encoded invalidation in bytes, and so the most that is kept for a connection which
   * takes nothing; a group whose leaves do not fit is sent as itself.
   */
  static final int MAX_EVENT_BYTES = 16 << 10;

  private static final SerializableString RETRY = new SerializedString("retry: ");
  private static final SerializableString ID = new SerializedString("id: ");
  private static final SerializableString LINE = new SerializedString("\n");
  private static final SerializableString EMPTY_LINE = new SerializedString("\n\n");

  private static final SerializableString HELLO = named("hello");
  private static final SerializableString INVALIDATE = named("invalidate");
  private static final SerializableString RESYNC = named("resync");
  private static final SerializableString HEARTBEAT = named("heartbeat");
  private static final SerializableString BYE = named("bye");

  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private JsonGenerator json = EventJson.to(bytes);

  private static SerializableString named(String event) {
    return new SerializedString("event: " + event + "\ndata: ");
  }

  /** {@return one behind the other} */
  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  Frame invalidate(Cursor id, Tag tag, int spread) {
    List<Tag> resolved = Tag.resolve(tag);
    Frame event = invalidate(id, resolved.size() > MAX_TAGS ? List.of(tag) : resolved, tag, spread);
    return event.bytes().length > MAX_EVENT_BYTES
        ? invalidate(id, List.of(tag), tag, spread)
        : event;
  }

  private Frame invalidate(Cursor id, List<Tag> tags, Tag from, int spread) {
    begin();
    open(id, INVALIDATE);
    int start = written();
    EventJson.invalidate(json, tags, from, spread);
    int length = written() - start;
    return new Frame(end(), start, length);
  }

  byte[] resync(Cursor id, Reason reason, int spread) {
    begin();
    open(id, RESYNC);
    EventJson.resync(json, reason, spread);
    return end();
  }

  byte[] heartbeat(Cursor id, boolean current) {
    begin();
    open(id, HEARTBEAT);
    EventJson.heartbeat(json, current);
    return end();
  }

  byte[] bye(long afterMillis) {
    begin();
    open(BYE);
    EventJson.bye(json, afterMillis);
    return end();
  }

  /** {@return the first bytes of a stream that is refused without a status that would end it} */
  byte[] refusal(long retryMillis) {
    begin();
    retry(retryMillis);
    open(BYE);
    EventJson.bye(json, retryMillis);
    return end();
  }

  /** {@return the first bytes of a stream: how long to wait after it ends, and {@code hello}} */
  byte[] hello(
      long retryMillis, Cursor position, Verdict verdict, String client, HubSettings settings) {
    begin();
    retry(retryMillis);
    if (verdict.isServed()) {
      open(position, HELLO);
    } else {
      open(HELLO);
    }
    EventJson.hello(json, verdict, client, settings);
    return end();
  }

  /** Drops what is left of an event that was broken off, as by a lack of memory. */
  private void begin() {
    if (written() > 0) {
      bytes.reset();
      json = EventJson.to(bytes);
    }
  }

  private void retry(long millis) {
    json.writeRaw(RETRY);
    json.writeRaw(Long.toString(millis));
    json.writeRaw(EMPTY_LINE);
  }

  private void open(Cursor id, SerializableString name) {
    json.writeRaw(ID);
    json.writeRaw(id.toString());
    json.writeRaw(LINE);
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
}
