// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tagtree.hub.Outlet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The way from a node to a client, with room for so many bytes; and what a browser makes of them.
 */
final class SimulatedSocket implements Outlet {
  /** Who is told what comes. */
  interface Reader {
    void hello(String verdict, String id);

    /** An invalidation whose tag stands there. */
    void invalidate(byte[] bytes, int from, int to, String id);

    void resync(String id);

    void heartbeat(String id);
  }

  private static final byte[] VERDICT = "\"verdict\":\"".getBytes(ISO_8859_1);
  private static final byte[] FROM = "\"from\":\"".getBytes(ISO_8859_1);

  private final int capacity;
  private byte[] bytes = new byte[512];
  private int end;

  /** Up to where it has come to the client: the beginning of an event that is not whole. */
  private int taken;

  private boolean awaiting;

  /** The node will write nothing more. */
  boolean ended;

  /** The client is gone without a word. */
  boolean dead;

  SimulatedSocket(int capacity) {
    this.capacity = capacity;
  }

  // The node's end.

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (dead) {
      throw new IOException("reset");
    }
    if (ended) {
      throw new AssertionError("written after the end");
    }
    int count = Math.min(from.remaining(), capacity - (end - taken));
    if (end + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (end + count));
    }
    from.get(bytes, end, count);
    end += count;
    return count;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void awaitWritable() {
    awaiting = true;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void abort() {
    ended = true;
  }

  // The client's end.

  /** Reads all, and tells of the events that are whole; true if the node waits for room. */
  boolean read(Reader reader) {
    int at = 0;
    for (int i = 1; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
        parse(at, i - 1, reader);
        at = i + 1;
      }
    }
    System.arraycopy(bytes, at, bytes, 0, end - at);
    end -= at;
    taken = end;
    boolean waits = awaiting;
    awaiting = false;
    return waits;
  }

  private void parse(int from, int to, Reader reader) {
    int at = from;
    String id = null;
    if (bytes[at] == 'r') {
      return; // retry
    }
    if (bytes[at] == 'i') {
      int line = endOfLine(at, to);
      id = text(at + "id: ".length(), line);
      at = line + 1;
    }
    at += "event: ".length();
    switch (bytes[at]) {
      case 'i' -> {
        int tag = behind(FROM, at, to);
        reader.invalidate(bytes, tag, quote(tag), id);
      }
      case 'r' -> reader.resync(id);
      case 'h' -> {
        if (bytes[at + 2] == 'l') {
          int verdict = behind(VERDICT, at, to);
          reader.hello(text(verdict, quote(verdict)), id);
        } else {
          reader.heartbeat(id);
        }
      }
      case 'b' -> {} // it ends soon
      default -> throw new AssertionError("not an event: " + text(from, to));
    }
  }

  private int endOfLine(int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private int quote(int from) {
    int at = from;
    while (bytes[at] != '"') {
      at++;
    }
    return at;
  }

  private int behind(byte[] text, int from, int to) {
    for (int at = from; at <= to - text.length; at++) {
      if (Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
        return at + text.length;
      }
    }
    throw new AssertionError("no " + new String(text, ISO_8859_1) + " in " + text(from, to));
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
