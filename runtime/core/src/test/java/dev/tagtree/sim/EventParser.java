// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tagtree.hub.FakeOutlet;
import java.util.Arrays;

/** A browser's reading of events: no more of the bytes than a page needs, as histories are many. */
final class EventParser implements FakeOutlet.Receiver {
  /** Somebody who is told of the events. */
  interface Listener {
    void hello(String verdict, String id);

    /** An invalidation whose tag stands there. */
    void invalidate(byte[] bytes, int from, int to, String id);

    void resync(String id);

    void heartbeat(String id);
  }

  private static final byte[] VERDICT = "\"verdict\":\"".getBytes(ISO_8859_1);
  private static final byte[] FROM = "\"from\":\"".getBytes(ISO_8859_1);

  private final Listener listener;

  EventParser(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void event(byte[] bytes, int from, int to) {
    int at = from;
    String id = null;
    if (bytes[at] == 'r') {
      return; // retry
    }
    if (bytes[at] == 'i') {
      int line = endOfLine(bytes, at, to);
      id = text(bytes, at + "id: ".length(), line);
      at = line + 1;
    }
    at += "event: ".length();
    switch (bytes[at]) {
      case 'i' -> {
        int tag = behind(FROM, bytes, at, to);
        listener.invalidate(bytes, tag, quote(bytes, tag), id);
      }
      case 'r' -> listener.resync(id);
      case 'h' -> {
        if (bytes[at + 2] == 'l') {
          int verdict = behind(VERDICT, bytes, at, to);
          listener.hello(text(bytes, verdict, quote(bytes, verdict)), id);
        } else {
          listener.heartbeat(id);
        }
      }
      case 'b' -> {} // it ends soon
      default -> throw new AssertionError("not an event: " + text(bytes, from, to));
    }
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static int quote(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != '"') {
      at++;
    }
    return at;
  }

  private static int behind(byte[] text, byte[] bytes, int from, int to) {
    for (int at = from; at <= to - text.length; at++) {
      if (Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
        return at + text.length;
      }
    }
    throw new AssertionError("no " + new String(text, ISO_8859_1) + " in " + text(bytes, from, to));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
