// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tagtree.hub.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many event streams on one thread.
 *
 * <p>The fleet's thread parses and hands on events while it holds the fleet's lock; {@link #await}
 * looks at its condition under the same lock, so what events wrote needs no other guard.
 */
final class Fleet implements AutoCloseable {
  private final int port;
  private final Selector selector;
  private final Thread thread;
  private final List<Member> members = new ArrayList<>();
  private final Queue<Member> joining = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private volatile boolean open = true;
  private @Nullable Throwable failure;

  Fleet(int port) {
    this.port = port;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "fleet");
    thread.setDaemon(true);
    thread.start();
  }

  /** Connects a client that reads whatever comes. */
  Member join(String target, Consumer<SseEvent> events) {
    Member member = new Member(connect(target, 0), events);
    members.add(member);
    member.read();
    return member;
  }

  /** Connects a client that sends its request and then never reads, until told to. */
  Member joinStalled(String target, Consumer<SseEvent> events) {
    Member member = new Member(connect(target, 2048), events);
    members.add(member);
    return member;
  }

  /** Waits until the condition holds; says what was awaited when it does not come to hold. */
  void await(String what, Duration patience, BooleanSupplier condition) {
    if (!within(patience, condition)) {
      throw new AssertionError("not within " + patience + ": " + what);
    }
  }

  /** {@return whether the condition came to hold in this time} */
  synchronized boolean within(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (failure != null) {
        throw new AssertionError("a client failed", failure);
      }
      if (left <= 0) {
        return false;
      }
      try {
        wait(Math.min(left, 50)); // conditions may also look at what others write
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return true;
  }

  /** Closes every connection and waits for the thread. */
  @Override
  public void close() {
    open = false;
    selector.wakeup();
    try {
      thread.join();
      for (Member member : members) {
        member.channel.close();
      }
      selector.close();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private SocketChannel connect(String target, int receiveBufferBytes) {
    try {
      SocketChannel channel = SocketChannel.open();
      if (receiveBufferBytes > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
      }
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request = RawConnection.request("GET " + target + " HTTP/1.1");
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      while (open) {
        selector.select();
        for (Member member = joining.poll(); member != null; member = joining.poll()) {
          member.channel.register(selector, SelectionKey.OP_READ, member);
        }
        synchronized (this) {
          for (SelectionKey key : selector.selectedKeys()) {
            ((Member) key.attachment()).drain(key);
          }
          notifyAll();
        }
        selector.selectedKeys().clear();
      }
    } catch (Throwable e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  /** One client of the fleet. */
  final class Member {
    private final SocketChannel channel;
    private final Consumer<SseEvent> events;
    private final SseParser parser = new SseParser();
    private @Nullable StringBuilder head = new StringBuilder();
    private boolean ended;

    Member(SocketChannel channel, Consumer<SseEvent> events) {
      this.channel = channel;
      this.events = events;
    }

    /** {@return whether the server ended the stream, by FIN or by RST; ask within await} */
    boolean ended() {
      return ended;
    }

    /** Reads from now on. */
    void read() {
      joining.add(this);
      selector.wakeup();
    }

    private void drain(SelectionKey key) {
      buffer.clear();
      int count;
      try {
        count = channel.read(buffer);
      } catch (IOException reset) {
        count = -1;
      }
      if (count < 0) {
        ended = true;
        key.cancel();
        return;
      }
      buffer.flip();
      if (head != null) {
        skipHead(head);
      }
      parser.feed(buffer, events);
    }

    private void skipHead(StringBuilder text) {
      while (buffer.hasRemaining()) {
        text.append((char) buffer.get());
        if (text.length() >= 4 && text.substring(text.length() - 4).equals("\r\n\r\n")) {
          if (!text.toString().startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError(text.toString());
          }
          head = null;
          return;
        }
      }
    }
  }
}
