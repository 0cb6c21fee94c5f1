// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The streams of one event loop, and what waits for them. */
final class NettyStreams implements Runnable {
  private static final int JOINED_BYTES = 16 << 10;

  private record Waiting(String tag, byte[] frame) {}

  private final EventLoop loop;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  // Confined to the event loop.
  private final Set<Channel> everyone = new LinkedHashSet<>();
  private final Map<String, Set<Channel>> byTag = new HashMap<>();

  NettyStreams(EventLoop loop) {
    this.loop = loop;
  }

  void add(String tag, Channel channel) {
    if (tag.isEmpty()) {
      everyone.add(channel);
    } else {
      byTag.computeIfAbsent(tag, wanted -> new LinkedHashSet<>(2)).add(channel);
    }
  }

  /** Soon: a write that fails closes its channel while the others are still gone through. */
  void remove(String tag, Channel channel) {
    loop.execute(() -> forget(tag, channel));
  }

  private void forget(String tag, Channel channel) {
    everyone.remove(channel);
    byTag.computeIfPresent(
        tag,
        (wanted, channels) -> {
          channels.remove(channel);
          return channels.isEmpty() ? null : channels;
        });
  }

  /** Called by any thread. */
  void publish(String tag, byte[] frame) {
    queue.add(new Waiting(tag, frame));
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      loop.execute(this);
    }
  }

  @Override
  public void run() {
    scheduled.set(false);
    ByteBuf joined = ByteBufAllocator.DEFAULT.directBuffer(JOINED_BYTES);
    Set<Channel> touched = new LinkedHashSet<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      if (!everyone.isEmpty()) {
        joined.writeBytes(next.frame());
      }
      for (Channel channel : byTag.getOrDefault(next.tag(), Set.of())) {
        channel.write(Unpooled.wrappedBuffer(next.frame()));
        touched.add(channel);
      }
    }
    touched.forEach(Channel::flush);
    for (Channel channel : everyone) {
      channel.writeAndFlush(joined.retainedDuplicate());
    }
    joined.release();
  }
}
