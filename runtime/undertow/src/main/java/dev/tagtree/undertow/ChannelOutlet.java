// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.hub.Connection;
import dev.tagtree.hub.IoThread;
import dev.tagtree.hub.Outlet;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A stream that is written to a channel, and whose connection is told how that goes. Confined to
 * the channel's I/O thread.
 */
abstract class ChannelOutlet implements Outlet {
  /** How long an ended response may take to leave this machine. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(5);

  /** Most bytes that are read, and thrown away, before other connections have their turn. */
  private static final int READ_BYTES = 1 << 10;

  private final StreamSinkChannel channel;
  private @Nullable Connection connection;
  private boolean ended;

  ChannelOutlet(StreamSinkChannel channel) {
    this.channel = channel;
  }

  /** Hands the stream to the hub. */
  final void open(TagHub hub, Subscription subscription) {
    listen();
    Connection admitted = hub.connect(subscription, this, thread());
    connection = admitted;
    if (ended) {
      admitted.closed(); // it went while nobody knew whom to tell
    } else {
      watchClient();
    }
  }

  /** Has {@link #writable} and {@link #gone} called from now on. */
  abstract void listen();

  /** Has the client's end noticed, also while nothing is written. */
  abstract void watchClient();

  /** Closes the transport at once. */
  abstract void cut();

  /**
   * The stream is over.
   *
   * @param early whether nobody here has ended it
   */
  void over(boolean early) {}

  /** {@return the channel's I/O thread} */
  final IoThread thread() {
    return new XnioThread(channel.getIoThread());
  }

  final boolean hasEnded() {
    return ended;
  }

  /** A client has nothing to say any more; what it says nevertheless is thrown away. */
  final void discard(ConduitStreamSourceChannel source) {
    try {
      if (source.read(ByteBuffer.allocate(READ_BYTES)) < 0) {
        abort();
      }
    } catch (IOException gone) {
      abort();
    }
  }

  final void writable() {
    channel.suspendWrites();
    if (!channel.isOpen()) {
      gone();
    } else if (ended) {
      finish();
    } else if (connection != null) {
      connection.writable();
    }
  }

  /** The client, or the server, has closed; called by whatever thread did it. */
  final void gone() {
    IoThread thread = thread();
    if (thread.isCurrent()) {
      boolean early = !ended;
      ended = true;
      if (connection != null) {
        connection.closed();
      }
      over(early);
    } else {
      try {
        thread.execute(this::gone);
      } catch (RejectedExecutionException stopped) {
        // The hub finds out by itself that the thread has ended.
      }
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public boolean flush() throws IOException {
    return channel.flush();
  }

  @Override
  public final void awaitWritable() {
    channel.resumeWrites();
  }

  @Override
  public final void end() {
    if (!ended) {
      ended = true;
      thread().executeAfter(this::abort, LAST_BYTES);
      finish();
    }
  }

  private void finish() {
    try {
      channel.shutdownWrites();
      if (!channel.flush()) {
        channel.resumeWrites();
      }
    } catch (IOException gone) {
      abort();
    }
  }

  @Override
  public final void abort() {
    ended = true;
    cut();
    gone();
  }
}
