// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.hub.SseEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a byte stream into blocks at blank lines, however the bytes arrive. */
final class SseParser {
  private byte[] pending = new byte[512];
  private int length;

  /** Takes everything the buffer holds and hands on every block that is complete. */
  void feed(ByteBuffer bytes, Consumer<SseEvent> events) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\r') {
        throw new AssertionError(
            "CR in the stream after: " + new String(pending, 0, length, UTF_8));
      }
      if (length == pending.length) {
        pending = Arrays.copyOf(pending, 2 * length);
      }
      pending[length++] = b;
      if (b == '\n' && (length == 1 || pending[length - 2] == '\n')) {
        SseEvent event = SseEvent.parse(new String(pending, 0, Math.max(0, length - 2), UTF_8));
        length = 0;
        events.accept(event);
      }
    }
  }

  /** {@return the bytes of a block whose blank line has not come} */
  String unfinished() {
    return new String(pending, 0, length, UTF_8);
  }
}
