// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A port that leads to another one until it is told not to: what a network between a node and its
 * engine does to them, on demand. All methods may be called from any thread.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;

  /** How many targets are tried for a connection. */
  private static final int TRIES = 3;

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object thaw = new Object();
  private volatile IntSupplier target;
  private volatile boolean frozen;
  private volatile boolean refusing;

  private TcpProxy(int port, IntSupplier target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /** {@return a proxy on a free port of the loopback interface that leads to {@code target}} */
  public static TcpProxy to(int target) throws IOException {
    return on(0, () -> target);
  }

  /**
   * {@return a proxy on a port of the loopback interface}
   *
   * @param port 0 for any that is free
   * @param target asked for each connection, and again if nobody listens there: where it leads
   */
  public static TcpProxy on(int port, IntSupplier target) throws IOException {
    TcpProxy proxy = new TcpProxy(port, target);
    start("accept", proxy::accept);
    return proxy;
  }

  /** {@return the port to connect to} */
  public int port() {
    return server.getLocalPort();
  }

  /** Leads connections that are made from now on to another port. */
  public void target(int port) {
    target = () -> port;
  }

  /** Keeps connections open and lets no byte through, in either direction, until {@link #thaw}. */
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
    for (int i = 0; i < TRIES; i++) {
      Socket far = new Socket();
      open.add(far);
      try {
        far.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), 2_000);
        start("back", () -> pump(far, near));
        pump(near, far);
        return;
      } catch (IOException refused) {
        reset(far);
        open.remove(far);
      }
    }
    reset(near);
    open.remove(near);
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitThaw();
        out.write(buffer, 0, n);
      }
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
