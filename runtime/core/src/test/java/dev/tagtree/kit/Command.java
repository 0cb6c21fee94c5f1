// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program and its arguments, to be run to its end or started as a {@link Child}. */
public final class Command {
  /** The class path of this process. */
  public static final String CLASS_PATH = System.getProperty("java.class.path");

  /** The file to which goes what nobody wants to know. */
  public static final Path NOWHERE = Redirect.DISCARD.file().toPath();

  /** Longer than anything takes on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final ProcessBuilder builder;
  private Duration limit = LIMIT;

  private Command(List<String> words) {
    builder = new ProcessBuilder(words);
  }

  public static Command of(List<String> words) {
    return new Command(words);
  }

  public static Command of(String program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(arguments);
    return of(words);
  }

  /**
   * {@return a JVM like this one}
   *
   * @param arguments options, the class, and its own arguments
   */
  public static Command java(String classPath, String... arguments) {
    List<String> words = new ArrayList<>(List.of(ofJdk("java"), "-cp", classPath));
    words.addAll(List.of(arguments));
    return of(words);
  }

  /** {@return where a program of this JVM's JDK is} */
  public static String ofJdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** Lets it work in a folder. */
  public Command in(Path folder) {
    builder.directory(folder.toAbsolutePath().toFile());
    return this;
  }

  /** Sets a variable of its environment. */
  public Command with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  /** Takes variables out of its environment. */
  public Command without(String... variables) {
    builder.environment().keySet().removeAll(List.of(variables));
    return this;
  }

  /** Sets how long it may run; it is killed then, and that is an error. */
  public Command within(Duration longest) {
    limit = longest;
    return this;
  }

  /** Runs it to its end, and {@return that} */
  public Ended run() throws IOException, InterruptedException {
    Path said = Files.createTempFile("said", ".txt");
    try (Child child = start(said)) {
      boolean ended = child.endsWithin(limit);
      String output = new String(Files.readAllBytes(said), UTF_8).replace("\r\n", "\n");
      if (!ended) {
        throw new IOException("still running after " + limit + ": " + this + "\n" + output);
      }
      return new Ended(child.exitCode(), output);
    } finally {
      Files.delete(said);
    }
  }

  /** Starts it, to speak with it in lines; its errors are said where those of this process are. */
  public Child start() throws IOException {
    return new Child(builder.redirectError(Redirect.INHERIT).start());
  }

  /** Starts it; what it says, on either stream, is added to a file. */
  public Child start(Path log) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    return new Child(builder.start());
  }

  @Override
  public String toString() {
    return String.join(" ", builder.command());
  }
}
