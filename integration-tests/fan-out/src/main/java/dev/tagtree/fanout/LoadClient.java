// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process that holds the streams and publishes, one command and one answer at a time. */
final class LoadClient implements AutoCloseable {
  private final Child child;
  private int together;

  /**
   * @param pin what stands before the command, to keep it on one processor
   */
  LoadClient(Path programs, List<String> pin) throws IOException {
    List<String> command = new ArrayList<>(pin);
    command.add(programs.resolve("load").toString());
    child = Command.of(command).start();
  }

  /** Says whose streams to open, and whose processor time to count. */
  void target(ServerProcess server, boolean keyed) throws IOException {
    Peer peer = server.peer();
    together = peer.opensTogether();
    ask(
        "target port=%d publish=%d path=%s pids=%s"
            .formatted(
                server.port(),
                server.publishPort(),
                keyed ? peer.pathOfOne() : peer.pathOfAll(),
                server.pids()));
  }

  /** Opens streams, and waits until each has been answered. */
  Answer connect(int streams) throws IOException {
    Answer answer = ask("connect n=" + streams + " together=" + together);
    if (answer.number("unanswered") > 0) {
      throw new IOException((int) answer.number("unanswered") + " streams were not answered");
    }
    return answer;
  }

  /** Opens streams that are never read. */
  void connectStalled(int streams) throws IOException {
    ask("connect stalled=1 n=" + streams + " together=" + together);
  }

  /** Closes the newest streams. */
  void close(int streams, boolean reset) throws IOException {
    ask("close n=" + streams + (reset ? " reset=1" : ""));
  }

  /** Publishes for a while, and waits until everything has come. */
  Answer publish(Peer peer, String options) throws IOException {
    return ask(
        "publish kind=" + peer.speech().name().toLowerCase(java.util.Locale.ROOT) + " " + options);
  }

  private Answer ask(String command) throws IOException {
    child.tell(command);
    return new Answer(child.line());
  }

  long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    try (child) {
      child.tell("quit");
      child.endsWithin(Duration.ofSeconds(10));
    } catch (IOException ended) {
      // it is gone already
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
