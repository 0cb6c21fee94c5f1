// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Port to the response of one client: where a {@link Connection} writes. Called on its I/O thread
 * only, and never waits.
 */
public interface Outlet {
  /**
   * Takes as many bytes as the socket has room for.
   *
   * @return how many were taken, possibly 0; the buffer's position has moved by as much
   * @throws IOException if the client is gone
   */
  int write(ByteBuffer bytes) throws IOException;

  /**
   * Pushes what was taken towards the client.
   *
   * @return whether nothing is left in between; if not, ask {@link #awaitWritable} and flush again
   * @throws IOException if the client is gone
   */
  boolean flush() throws IOException;

  /** Asks for one call of {@link Connection#writable} when there is room again. */
  void awaitWritable();

  /** Ends the response after what was written, then closes. Idempotent. */
  void end();

  /** Closes at once, with whatever is unwritten. Idempotent. */
  void abort();
}
