// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.hub.Subscription;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A door's task for one request; for doors. An {@link Answer} is sent at once. Whatever the
 * functions in the others throw is the request's failure.
 */
public sealed interface Reply permits Answer, Reply.Stream, Reply.Later, Reply.Upload {
  /**
   * A stream to open: the door begins a response of 200 with these headers, without a length, never
   * compressed, and gives it to {@link dev.tagtree.hub.TagHub#connect} on its I/O thread.
   *
   * @param headers each once, by name
   * @param subscription what the client asks for
   */
  record Stream(Map<String, String> headers, Subscription subscription) implements Reply {
    /** Takes a copy of the headers. */
    public Stream {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /**
   * Something that may block: the door runs it on a thread where that harms nobody, and carries out
   * what it says.
   *
   * @param delay how long the request waits before that, on no thread
   * @param work called once; it knows nothing of the server's request any more
   */
  record Later(Duration delay, Supplier<? extends Reply> work) implements Reply {}

  /**
   * A body to read first, where a {@link Later} does its work. If the body is longer than allowed,
   * or does not come to its end, the door closes the connection after the answer.
   *
   * @param maxBytes most bytes of the body
   * @param work called once, with the body; with {@code maxBytes + 1} bytes if it is longer
   * @param incomplete what is answered if the body does not come to its end
   */
  record Upload(int maxBytes, Function<byte[], ? extends Reply> work, Answer incomplete)
      implements Reply {}
}
