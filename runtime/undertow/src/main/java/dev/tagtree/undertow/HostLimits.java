// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import io.undertow.UndertowOptions;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.time.Duration;
import org.xnio.Option;
import org.xnio.Options;
import org.xnio.channels.SuspendableReadChannel;
import org.xnio.channels.SuspendableWriteChannel;

/**
 * The limits that a host application sets for requests that end, lifted for one connection whose
 * response does not; the hub has limits of its own. Confined to the connection's I/O thread.
 *
 * <p>An HTTP/2 connection belongs to all its streams, so nothing is lifted there.
 */
final class HostLimits {
  /** How often a limit that cannot be lifted is started anew in the time it allows. */
  private static final int RESETS = 3;

  private HostLimits() {}

  /**
   * {@return how often {@link #reset} has to be called; zero if never}
   *
   * <p>Where READ_TIMEOUT and WRITE_TIMEOUT are lifted, Undertow falls back to IDLE_TIMEOUT, which
   * is one of the whole listener.
   */
  static Duration lift(ServerConnection connection) throws IOException {
    if (!(connection instanceof HttpServerConnection)) {
      return Duration.ZERO;
    }
    boolean lifted = lift(connection, Options.READ_TIMEOUT);
    lifted |= lift(connection, Options.WRITE_TIMEOUT);
    int idle = connection.getUndertowOptions().get(UndertowOptions.IDLE_TIMEOUT, 0);
    return lifted && idle > 0 ? Duration.ofMillis(Math.max(1, idle / RESETS)) : Duration.ZERO;
  }

  private static boolean lift(ServerConnection connection, Option<Integer> limit)
      throws IOException {
    Integer before = connection.supportsOption(limit) ? connection.setOption(limit, 0) : null;
    return before != null && before > 0;
  }

  /** Starts anew what counts the time without a byte, in either direction. */
  static void reset(SuspendableReadChannel source, SuspendableWriteChannel sink) {
    if (source.isReadResumed()) {
      source.suspendReads();
      source.resumeReads();
    }
    boolean waiting = sink.isWriteResumed();
    sink.suspendWrites();
    if (waiting) {
      sink.resumeWrites();
    }
  }
}
