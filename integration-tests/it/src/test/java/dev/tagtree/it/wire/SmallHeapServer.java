// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import dev.tagtree.Tag;
import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import dev.tagtree.undertow.TagServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A server in a JVM of its own with a small heap, told by lines on its standard input what to do
 * and answering each with one line: {@code publish <count>}, {@code connections}, {@code heap},
 * {@code close}. Both halves are here: {@link #main} is the child, the instance its parent's end.
 */
final class SmallHeapServer implements AutoCloseable {
  /** Fills an event up to about 200 bytes. */
  private static final String PADDING = "x".repeat(90);

  private final Process process;
  private final BufferedReader answers;
  private final int port;

  private SmallHeapServer(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.port = Integer.parseInt(answers.readLine());
  }

  /** Starts a child that ends with its first OutOfMemoryError. */
  static SmallHeapServer start(Duration stallLimit) {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapServer.class.getName(),
            stallLimit.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new SmallHeapServer(process);
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
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("the server died; exit code " + process.waitFor());
      }
      return Long.parseLong(answer);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the server is gone; alive: " + process.isAlive(), e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not end");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError("the server ended with " + process.exitValue());
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
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
