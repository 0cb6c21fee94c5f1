// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port that leads to another one until it is told not to: what a network does to those at its
 * ends, a laptop's lid, a router that forgets, a proxy that scans what it passes on. None of that
 * can be had from a socket of the loopback. All methods may be called from any thread.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;

  /** The buffer of a far client, which a test does not want to fill for long. */
  private static final int NARROW_BYTES = 4 << 10;

  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket server;
  private final int bufferBytes;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object thaw = new Object();
  private volatile int target;
  private volatile boolean frozen;
  private volatile boolean refusing;
  private volatile boolean holding;

  private TcpProxy(int target, int bufferBytes) throws IOException {
    this.target = target;
    this.bufferBytes = bufferBytes;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  /** {@return a proxy on a free port of the loopback interface that leads to {@code target}} */
  public static TcpProxy to(int target) throws IOException {
    return new TcpProxy(target, BUFFER_BYTES);
  }

  /** {@return one that takes little from the server before it passes anything on} */
  public static TcpProxy narrow(int target) throws IOException {
    return new TcpProxy(target, NARROW_BYTES);
  }

  /** {@return the port to connect to} */
  public int port() {
    return server.getLocalPort();
  }

  /** Leads connections that are made from now on to another port. */
  public void target(int port) {
    target = port;
  }

  /**
   * Lets no byte through, in either direction, until {@link #thaw}, and keeps connections open
   * whose ends do.
   */
  public void freeze() {
    frozen = true;
  }

  /** Lets through what waited, and everything after it. */
  public void thaw() {
    synchronized (thaw) {
      frozen = false;
      thaw.notifyAll();
    }
  }

  /** Holds back what a server sends until that has closed its connection: the whole response. */
  public void hold() {
    holding = true;
  }

  /** Passes on what comes from now on, and with it what was held back. */
  public void release() {
    holding = false;
  }

  /** Resets all connections. */
  public void reset() {
    open.forEach(TcpProxy::reset);
  }

  /** Resets new connections, or no longer. */
  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** Resets all connections and takes no more. */
  @Override
  public void close() throws IOException {
    server.close();
    reset();
    thaw();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        open.add(near);
        if (refusing) {
          reset(near);
        } else {
          start("connect", () -> lead(near));
        }
      } catch (IOException closed) {
        // by close, or by a peer that was quick; the loop knows which
      }
    }
  }

  private void lead(Socket near) {
    Socket far = new Socket();
    open.add(far);
    try {
      if (bufferBytes < BUFFER_BYTES) {
        far.setReceiveBufferSize(bufferBytes);
      }
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
    } catch (IOException refused) {
      reset(far);
      reset(near);
      open.remove(far);
      open.remove(near);
      return;
    }
    start("back", () -> pump(far, near, true));
    pump(near, far, false);
  }

  private void pump(Socket from, Socket to, boolean back) {
    byte[] buffer = new byte[bufferBytes];
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitThaw();
        held.write(buffer, 0, n);
        if (!back || !holding) {
          held.writeTo(out);
          held.reset();
        }
      }
      held.writeTo(out);
    } catch (IOException | InterruptedException ended) {
      // either side; both are closed
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void awaitThaw() throws InterruptedException {
    synchronized (thaw) {
      while (frozen) {
        thaw.wait();
      }
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException closed) {
      // as wanted
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }
}
