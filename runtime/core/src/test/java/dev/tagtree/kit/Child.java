// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that goes on beside this one, spoken to in lines; killed when it is closed, if not
 * before. Used by one thread.
 */
public final class Child implements AutoCloseable {
  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  Child(Process process) {
    this.process = process;
    this.input = process.outputWriter(UTF_8);
    this.output = process.inputReader(UTF_8);
  }

  /** Says a line to it. */
  public void tell(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  /** Ends its input. */
  public void tellNoMore() throws IOException {
    input.close();
  }

  /** {@return the next line that it says, when that has come} */
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      process.onExit().join();
      throw new IOException("it said no more, and ended with " + process.exitValue());
    }
    return line;
  }

  public long pid() {
    return process.pid();
  }

  /** {@return its own number, and those of the processes that it has started} */
  public List<Long> pids() {
    return handles().stream().map(ProcessHandle::pid).toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** {@return whether it has ended, for which it is given so long} */
  public boolean endsWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** {@return what it ended with} */
  public int exitCode() {
    return process.exitValue();
  }

  /** Kills it with -9, and the processes that it has started; returns when it is gone. */
  public void kill() {
    kill(handles());
  }

  /** Asks it to end, and the processes that it has started; kills them after a while. */
  public void stop(Duration patience) {
    List<ProcessHandle> all = handles();
    all.forEach(ProcessHandle::destroy);
    try {
      endsWithin(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    kill(all);
  }

  private List<ProcessHandle> handles() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  private void kill(List<ProcessHandle> all) {
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
