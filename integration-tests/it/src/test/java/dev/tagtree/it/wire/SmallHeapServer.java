// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import dev.tagtree.Tag;
import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import dev.tagtree.undertow.TagServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A server in a JVM of its own with a small heap, told by lines on its standard input what to do
 * and answering each with one line: {@code publish <count>}, {@code connections}, {@code heap},
 * {@code close}. Both halves are here: {@link #main} is the child, the instance its parent's end.
 */
final class SmallHeapServer implements AutoCloseable {
  /** Fills an event up to about 200 bytes. */
  private static final String PADDING = "x".repeat(90);

  private final Child child;
  private final int port;

  private SmallHeapServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts a child that ends with its first OutOfMemoryError. */
  static SmallHeapServer start(Duration stallLimit) {
    try {
      Child child =
          Command.java(
                  Command.CLASS_PATH,
                  "-Xmx64m",
                  "-XX:+ExitOnOutOfMemoryError",
                  SmallHeapServer.class.getName(),
                  stallLimit.toString())
              .start();
      return new SmallHeapServer(child, Integer.parseInt(child.line()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Publishes so many invalidations in a row, as fast as the hub takes them. */
  void publish(int count) {
    ask("publish " + count);
  }

  int connections() {
    return (int) ask("connections");
  }

  /** {@return the bytes in use after a collection} */
  long heap() {
    return ask("heap");
  }

  /** {@return the number in the tag of a published event, counted from 0} */
  static int number(SseEvent event) {
    String tag = event.tag();
    return Integer.parseInt(tag.substring(tag.indexOf('(') + 1, tag.indexOf(',')));
  }

  private long ask(String line) {
    try {
      child.tell(line);
      return Long.parseLong(child.line());
    } catch (IOException e) {
      throw new AssertionError("the server is gone; alive: " + child.isAlive(), e);
    }
  }

  @Override
  public void close() {
    try (child) {
      child.tellNoMore();
      if (!child.endsWithin(Duration.ofSeconds(30))) {
        throw new AssertionError("the server does not end");
      }
      if (child.exitCode() != 0) {
        throw new AssertionError("the server ended with " + child.exitCode());
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The child: serves until its input ends. */
  public static void main(String[] args) throws IOException {
    TagHub hub =
        TagHub.builder()
            .stallLimit(Duration.parse(args[0]))
            .heartbeat(Duration.ofSeconds(15))
            .build();
    try (TagServer server = TagServer.start(hub, 0);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(server.port());
      int published = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("publish ")) {
          for (int left = Integer.parseInt(line.substring(8)); left > 0; left--) {
            hub.invalidate(Tag.parse("todos.byId(" + published++ + "," + PADDING + ")"));
          }
          System.out.println(published);
        } else if (line.equals("connections")) {
          System.out.println(hub.stats().connections());
        } else {
          System.gc();
          System.out.println(
              Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
      }
      hub.close();
    }
  }
}
