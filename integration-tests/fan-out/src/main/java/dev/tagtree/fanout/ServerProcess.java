// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server that runs in a process, or some, of its own. */
final class ServerProcess implements AutoCloseable {
  private static final int START_SECONDS = 60;

  /** For the processes of a server to find each other. */
  private static final int SETTLE_MILLIS = 3_000;

  private static final int PORT_TRIES = 100;

  private final Peer peer;
  private final int port;
  private final Child child;

  /**
   * Starts it, and waits until it listens.
   *
   * @param jvm options for its Java virtual machine, if it has one
   * @param pin what stands before the command, to keep it on one processor
   */
  ServerProcess(Peer peer, Path programs, List<String> jvm, List<String> pin)
      throws IOException, InterruptedException {
    this.peer = peer;
    this.port = freePort();
    List<String> command = new ArrayList<>(pin);
    command.addAll(peer.command(port, programs, jvm));
    Path log = programs.resolve(peer.label() + ".log");
    child = Command.of(command).start(log);
    awaitPort(port, log);
    if (publishPort() != port) {
      awaitPort(publishPort(), log);
    }
    if (child.pids().size() > 1) {
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  private void awaitPort(int awaited, Path log) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!listens(awaited)) {
      if (!child.isAlive() || System.nanoTime() > limit) {
        close();
        throw new IOException(peer.label() + " does not start; see " + log);
      }
      Thread.sleep(50);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** {@return a free port; the one behind it, where publishers knock, is free too} */
  private static int freePort() throws IOException {
    for (int i = 0; i < PORT_TRIES; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket next =
              new ServerSocket(socket.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (IOException | IllegalArgumentException taken) {
        // another pair, then
      }
    }
    throw new IOException("there are no two free ports side by side");
  }

  Peer peer() {
    return peer;
  }

  int port() {
    return port;
  }

  int publishPort() {
    return peer.publishPort(port);
  }

  long pid() {
    return child.pid();
  }

  /** {@return its process and all that it has started} */
  List<Long> processes() {
    return child.pids();
  }

  /** {@return all of them, joined by commas} */
  String pids() {
    return processes().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * {@return live bytes of a Java heap, after a full collection}
   *
   * <p>The C library gives back what it keeps as well, such as what the compiler once took.
   */
  long liveHeapBytes() throws IOException, InterruptedException {
    tell("GC.class_histogram");
    String histogram = tell("GC.class_histogram");
    tell("System.trim_native_heap");
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> Long.valueOf(line.trim().split("\\s+")[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("jcmd says nothing of the heap"));
  }

  private String tell(String command) throws IOException, InterruptedException {
    return Command.of(Command.ofJdk("jcmd"), List.of("" + pid(), command)).run().output();
  }

  @Override
  public void close() {
    child.stop(Duration.ofSeconds(3));
  }
}
