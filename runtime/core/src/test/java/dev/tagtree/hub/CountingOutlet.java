// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.nio.ByteBuffer;

/** A client that takes everything, and counts the events. */
abstract class CountingOutlet implements Outlet {
  /** Hears that so many events have just come. */
  abstract void came(int events);

  @Override
  public final int write(ByteBuffer bytes) {
    int taken = bytes.remaining();
    int found = 0;
    while (bytes.hasRemaining()) {
      // An empty line ends each event, and there is no other.
      if (bytes.get() == '\n' && bytes.hasRemaining() && bytes.get(bytes.position()) == '\n') {
        found++;
      }
    }
    came(found);
    return taken;
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void awaitWritable() {}

  @Override
  public void end() {}

  @Override
  public void abort() {}
}
