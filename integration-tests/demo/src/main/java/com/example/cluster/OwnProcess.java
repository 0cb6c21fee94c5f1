// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process without privileges: a server refuses to run as root, so that root runs it as nobody.
 */
record OwnProcess(Process process) {
  /** How long one may take to end, or to start, before that is an error. */
  static final long PATIENCE_SECONDS = 60;

  /** {@return a program that runs, and whose output is appended to a file} */
  static OwnProcess start(Path output, List<String> program) throws IOException {
    List<String> command = new ArrayList<>();
    if (OwnFolder.isRoot()) {
      String nobody = "=" + OwnFolder.NOBODY;
      command.addAll(List.of("setpriv", "--reuid" + nobody, "--regid" + nobody, "--clear-groups"));
    }
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new OwnProcess(builder.start());
  }

  /** Runs a program to its end. */
  static void run(Path output, String... program) throws IOException {
    Process process = start(output, List.of(program)).process;
    await(process);
    if (process.exitValue() != 0) {
      throw new IOException(
          program[0] + " ended with " + process.exitValue() + ":\n" + Files.readString(output));
    }
  }

  /** Kills it with -9, and the processes that it has started. */
  void kill() {
    signal("-STOP"); // so that it starts no more of them
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    await(process);
    children.forEach(OwnProcess::awaitEnd);
  }

  /** Interrupts it, and waits for its end. */
  void interrupt() {
    signal("-INT");
    await(process);
  }

  private void signal(String signal) {
    try {
      await(new ProcessBuilder("kill", signal, "" + process.pid()).start());
    } catch (IOException noKill) {
      process.destroy();
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Until then a child holds the memory that a new server wants. */
  private static void awaitEnd(ProcessHandle child) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (child.isAlive() && !isZombie(child) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Nobody may reap what was left behind; it runs no more. */
  private static boolean isZombie(ProcessHandle child) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + child.pid(), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return true;
    }
  }
}
