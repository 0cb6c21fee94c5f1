// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.List;

/**
 * The bytes of every event (PROTOCOL.md).
 *
 * <p>JSON is written without a library: tags, cursors, verdicts and reasons have no character that
 * JSON escapes, and neither has a Java name, so there is nothing to escape.
 */
final class EventEncoder {
  /** Most leaves that a group is resolved to in an event; a larger group is sent as itself. */
  static final int MAX_TAGS = 64;

  /**
   * Longest encoded invalidation in bytes, and so the most that is kept for a connection which
   * takes nothing; a group whose leaves do not fit is sent as itself.
   */
  static final int MAX_EVENT_BYTES = 16 << 10;

  /** Why a client has to refetch everything. */
  enum Reason {
    /** The log, or what is kept of it, does not reach back to the client's position. */
    GAP,
    /** The client's position is of another history of the log. */
    EPOCH,
    /** The client took less than was sent, for too long. */
    OVERFLOW,
    /** This node has lost continuity with the log. */
    LOG;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    String text() {
      return text;
    }
  }

  /** What hello says of the past. */
  enum Verdict {
    LIVE,
    REPLAYED,
    RESYNC,
    NEW;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);
  }

  private EventEncoder() {}

  static byte[] invalidate(Cursor id, Tag tag, int spread) {
    List<Tag> resolved = Tag.resolve(tag);
    byte[] event =
        invalidate(id, resolved.size() > MAX_TAGS ? List.of(tag) : resolved, tag, spread);
    return event.length > MAX_EVENT_BYTES ? invalidate(id, List.of(tag), tag, spread) : event;
  }

  private static byte[] invalidate(Cursor id, List<Tag> tags, Tag from, int spread) {
    StringBuilder event = start(id, "invalidate").append("{\"tags\":[");
    for (int i = 0; i < tags.size(); i++) {
      event.append(i == 0 ? "\"" : ",\"").append(tags.get(i)).append('"');
    }
    return end(
        event
            .append("],\"from\":\"")
            .append(from)
            .append("\",\"spread\":")
            .append(spread)
            .append('}'));
  }

  static byte[] resync(Cursor id, Reason reason, int spread) {
    return end(
        start(id, "resync")
            .append("{\"reason\":\"")
            .append(reason.text)
            .append("\",\"spread\":")
            .append(spread)
            .append('}'));
  }

  static byte[] heartbeat(Cursor id, boolean current) {
    return end(start(id, "heartbeat").append("{\"current\":").append(current).append('}'));
  }

  static byte[] bye(long afterMillis) {
    return end(new StringBuilder("event: bye\ndata: {\"after\":").append(afterMillis).append('}'));
  }

  /** The first bytes of a stream that is refused without a status that would end it for good. */
  static byte[] refusal(long retryMillis) {
    return concat(retry(retryMillis), bye(retryMillis));
  }

  /** The first bytes of a stream: how long to wait after it ends, and the {@code hello} event. */
  static byte[] hello(
      long retryMillis, Cursor position, Verdict verdict, String client, HubSettings settings) {
    StringBuilder event = new StringBuilder();
    if (verdict == Verdict.LIVE || verdict == Verdict.NEW) {
      event.append("id: ").append(position).append('\n');
    }
    event.append("event: hello\ndata: ").append(helloData(verdict, client, settings));
    return concat(retry(retryMillis), end(event));
  }

  /** {@return what {@code hello} says, as JSON} */
  static String helloData(Verdict verdict, String client, HubSettings settings) {
    StringBuilder data = new StringBuilder("{\"v\":1,\"verdict\":\"").append(verdict.text);
    data.append("\",\"heartbeat\":").append(settings.heartbeat().toMillis());
    data.append(",\"margin\":").append(settings.ageMargin().toMillis());
    data.append(",\"client\":\"").append(client).append("\",\"schema\":[");
    for (int i = 0; i < settings.schemas().size(); i++) {
      data.append(i == 0 ? "\"" : ",\"").append(settings.schemas().get(i)).append('"');
    }
    return data.append("]}").toString();
  }

  private static byte[] retry(long millis) {
    return ("retry: " + millis + "\n\n").getBytes(UTF_8);
  }

  private static StringBuilder start(Cursor id, String name) {
    return new StringBuilder(160)
        .append("id: ")
        .append(id)
        .append("\nevent: ")
        .append(name)
        .append("\ndata: ");
  }

  private static byte[] end(StringBuilder event) {
    return event.append("\n\n").toString().getBytes(UTF_8);
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
