// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** An installed JDK: the number of its version, and the folder it is in. */
public record Jdk(int version, Path home) {
  public static final int OLDEST = 17;
  public static final int NEWEST = 25;

  /** Halve the processor time of a tool that runs for seconds only. */
  private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** Finds one of a version; without it, the test is skipped, but fails where CI is set. */
  public static Jdk find(int version) throws IOException {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA" + version + "_HOME"))
        .map(Path::of)
        .ifPresent(places::add);
    places.add(Path.of(System.getProperty("java.home")));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> jdks = Files.list(installed)) {
        jdks.sorted().forEach(places::add);
      }
    }
    for (Path place : places) {
      Path release = place.resolve("release");
      if (Files.exists(release) && Files.exists(place.resolve("bin/javac"))) {
        Matcher found = VERSION.matcher(Files.readString(release));
        if (found.find() && Integer.parseInt(found.group(1)) == version) {
          return new Jdk(version, place);
        }
      }
    }
    String howTo = "No JDK " + version + " was found; set JAVA" + version + "_HOME to one.";
    return System.getenv("CI") == null ? Assumptions.abort(howTo) : Assertions.fail(howTo);
  }

  /** {@return what one of its tools says, on either stream, after it was seen that it succeeds} */
  public String run(String tool, String... arguments) throws IOException, InterruptedException {
    return runIn(Path.of(""), tool, arguments);
  }

  /** {@return the same of one that works in a folder} */
  public String runIn(Path folder, String tool, String... arguments)
      throws IOException, InterruptedException {
    Ended ended = start(folder, tool(tool), arguments);
    assertEquals(0, ended.exitCode(), ended.output());
    return ended.output();
  }

  /** {@return what one of its tools says, after it was seen that it fails} */
  public String fail(String tool, String... arguments) throws IOException, InterruptedException {
    Ended ended = start(Path.of(""), tool(tool), arguments);
    assertNotEquals(0, ended.exitCode(), ended.output());
    return ended.output();
  }

  /** {@return what Maven says on this JDK, in a folder, after it was seen that it succeeds} */
  public String maven(Path folder, String... arguments) throws IOException, InterruptedException {
    Ended ended = start(folder, List.of("mvn"), arguments);
    assertEquals(0, ended.exitCode(), ended.output());
    return ended.output();
  }

  /** {@return the same, after it was seen that it fails} */
  public String failMaven(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Ended ended = start(folder, List.of("mvn"), arguments);
    assertNotEquals(0, ended.exitCode(), ended.output());
    return ended.output();
  }

  private record Ended(int exitCode, String output) {}

  private List<String> tool(String name) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(name).toString());
    QUICK.forEach(option -> command.add(name.equals("java") ? option : "-J" + option));
    return command;
  }

  private Ended start(Path folder, List<String> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toAbsolutePath().toFile());
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().putIfAbsent("MAVEN_OPTS", String.join(" ", QUICK));
    builder.environment().put("LC_ALL", "C.UTF-8"); // else "C" may be all that can be named
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), UTF_8).replace("\r\n", "\n");
    return new Ended(process.waitFor(), output);
  }
}
