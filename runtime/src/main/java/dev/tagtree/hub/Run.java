// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Events that go out in one write. Where they stand side by side in a chunk, their bytes are
 * written from there; otherwise copied together first, because a copy is much cheaper than another
 * write. One for each I/O thread, which uses it again and again.
 */
final class Run {
  /** Most bytes of one write, so that one connection does not hold up the others of its thread. */
  static final int MAX_BYTES = 64 << 10;

  /** Most events of one write. */
  private static final int MAX_EVENTS = 1_024;

  private final byte[] copied = new byte[MAX_BYTES];
  private final long[] seqs = new long[MAX_EVENTS];

  /** Where each event ends, counted from the first byte of the run. */
  private final int[] ends = new int[MAX_EVENTS];

  private byte[] bytes = copied;
  private int start;
  private int length;
  private int size;

  void clear() {
    size = 0;
    length = 0;
    bytes = copied; // holds on to no chunk
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  int length() {
    return length;
  }

  /** Puts an event behind the others; false if there is no room. */
  boolean add(Event event) {
    if (size == MAX_EVENTS || size > 0 && length + event.bytes() > MAX_BYTES) {
      return false;
    }
    if (size == 0) {
      bytes = event.chunk();
      start = event.start();
    } else if (bytes != event.chunk() || start + length != event.start()) {
      copy(event);
    }
    length += event.bytes();
    ends[size] = length;
    seqs[size++] = event.seq();
    return true;
  }

  private void copy(Event event) {
    if (bytes != copied) {
      System.arraycopy(bytes, start, copied, 0, length);
      bytes = copied;
      start = 0;
    }
    System.arraycopy(event.chunk(), event.start(), copied, length, event.bytes());
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, start, length);
  }

  /** {@return how many events are whole in the first bytes} */
  int whole(int written) {
    int whole = 0;
    while (whole < size && ends[whole] <= written) {
      whole++;
    }
    return whole;
  }

  /** {@return behind which event the first bytes end, one that they cut counted as gone out} */
  long reached(int written) {
    int whole = whole(written);
    return whole < size && cuts(whole, written)
        ? seqs[whole] + 1
        : whole == 0 ? seqs[0] : seqs[whole - 1] + 1;
  }

  /** {@return a copy of the rest of the event that is cut there; empty if none is} */
  byte[] rest(int written) {
    int whole = whole(written);
    return whole < size && cuts(whole, written)
        ? Arrays.copyOfRange(bytes, start + written, start + ends[whole])
        : new byte[0];
  }

  private boolean cuts(int whole, int written) {
    return written > (whole == 0 ? 0 : ends[whole - 1]);
  }
}
