// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** A client whose socket has as much room as a test says, down to one byte. */
final class FakeOutlet implements Outlet {
  static final int UNLIMITED = Integer.MAX_VALUE;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int parsed;

  /** Asked before each write. */
  IntSupplier room = () -> UNLIMITED;

  /** Whether the next flushes leave something in between. */
  boolean flushes = true;

  /** What the next write throws. */
  Exception failure;

  /** What happens while it writes, as a server may call back at any time. */
  Runnable whileWriting = () -> {};

  int writes;

  /** What it was given last. */
  ByteBuffer lastBuffer;

  boolean awaiting;
  boolean ended;
  boolean aborted;

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    writes++;
    lastBuffer = bytes;
    whileWriting.run();
    if (failure instanceof IOException gone) {
      throw gone;
    }
    if (failure instanceof RuntimeException broken) {
      throw broken;
    }
    if (ended || aborted) {
      throw new AssertionError("written after the end");
    }
    int count = Math.min(room.getAsInt(), bytes.remaining());
    byte[] taken = new byte[count];
    bytes.get(taken);
    received.writeBytes(taken);
    return count;
  }

  @Override
  public boolean flush() {
    return flushes;
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
    aborted = true;
  }

  boolean gone() {
    return ended || aborted;
  }

  /** {@return all bytes so far, as text} */
  String text() {
    return received.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** {@return the whole events that came since the last call} */
  List<SseEvent> take() {
    List<SseEvent> events = new ArrayList<>();
    if (parsed == received.size()) {
      return events;
    }
    String text = text();
    for (int end = text.indexOf("\n\n", parsed); end >= 0; end = text.indexOf("\n\n", parsed)) {
      events.add(SseEvent.parse(text.substring(parsed, end)));
      parsed = end + 2;
    }
    return events;
  }

  /** {@return whether an event was begun and not finished} */
  boolean cutShort() {
    return parsed < received.size();
  }
}
