// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/** A client's socket with as much room as a test says, down to one byte. */
public final class FakeOutlet implements Outlet {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** All that came and is no event that was read. */
  private byte[] bytes = new byte[512];

  private int end;

  /** Up to where the client has it: the beginning of an event that was not whole. */
  private int taken;

  /** All bytes that ever came. */
  long received;

  /** Asked before each write. */
  IntSupplier room = () -> UNLIMITED;

  /** Says of the next flushes that they leave nothing in between. */
  boolean flushes = true;

  /** Thrown by the next write. */
  Exception failure;

  /** Runs while it writes, as a server may call back at any time. */
  Runnable whileWriting = () -> {};

  int writes;

  /** The buffer that it was given last. */
  ByteBuffer lastBuffer;

  boolean awaiting;
  boolean ended;
  boolean aborted;

  /** {@return a socket that holds so many bytes until the client reads} */
  public static FakeOutlet holding(int bytes) {
    FakeOutlet outlet = new FakeOutlet();
    outlet.room = () -> bytes - (outlet.end - outlet.taken);
    return outlet;
  }

  // The node's end.

  @Override
  public int write(ByteBuffer from) throws IOException {
    writes++;
    lastBuffer = from;
    whileWriting.run();
    if (failure instanceof IOException gone) {
      throw gone;
    }
    if (failure instanceof RuntimeException broken) {
      throw broken;
    }
    if (gone()) {
      throw new AssertionError("written after the end");
    }
    int count = Math.min(room.getAsInt(), from.remaining());
    if (end + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (end + count));
    }
    from.get(bytes, end, count);
    end += count;
    received += count;
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

  /** {@return whether the node writes nothing more} */
  public boolean gone() {
    return ended || aborted;
  }

  // The client's end.

  /** Ends the wait for room; {@return whether there was one: the node has to be told} */
  public boolean stopAwaiting() {
    boolean was = awaiting;
    awaiting = false;
    return was;
  }

  /** Goes without a word: the node's next write finds out. */
  public void vanish() {
    failure = new IOException("reset");
  }

  /** Takes all that came; {@return the events that are whole} */
  public List<SseEvent> take() {
    List<SseEvent> events = new ArrayList<>();
    int at = 0;
    for (int i = 1; i < end; i++) {
      if (i > at && bytes[i] == '\n' && bytes[i - 1] == '\n') {
        events.add(SseEvent.parse(new String(bytes, at, i - 1 - at, UTF_8)));
        at = i + 1;
      }
    }
    System.arraycopy(bytes, at, bytes, 0, end - at);
    end -= at;
    taken = end;
    return events;
  }

  /** {@return whether an event was begun and not finished} */
  boolean cutShort() {
    return end > 0;
  }
}
