// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import dev.tagtree.kit.Command;
import dev.tagtree.kit.Ended;
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

  /** {@return the one that runs this} */
  public static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** {@return what one of its tools says, on either stream, after it was seen that it succeeds} */
  public String run(String tool, String... arguments) throws IOException, InterruptedException {
    return runIn(Path.of(""), tool, arguments);
  }

  /** {@return the same of one that works in a folder} */
  public String runIn(Path folder, String tool, String... arguments)
      throws IOException, InterruptedException {
    return attempt(folder, tool, arguments).succeeded();
  }

  /** {@return what one of its tools says, after it was seen that it fails} */
  public String fail(String tool, String... arguments) throws IOException, InterruptedException {
    return attempt(Path.of(""), tool, arguments).failed();
  }

  /** {@return how one of its tools ends that works in a folder} */
  public Ended attempt(Path folder, String tool, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    QUICK.forEach(option -> words.add(tool.equals("java") ? option : "-J" + option));
    words.addAll(List.of(arguments));
    return end(folder, home.resolve("bin").resolve(tool).toString(), words);
  }

  /** {@return how Maven ends that runs on this JDK, in a folder} */
  public Ended maven(Path folder, String... arguments) throws IOException, InterruptedException {
    return end(folder, "mvn", List.of(arguments));
  }

  private Ended end(Path folder, String program, List<String> arguments)
      throws IOException, InterruptedException {
    return Command.of(program, arguments)
        .in(folder)
        .with("JAVA_HOME", home.toString())
        .with("MAVEN_OPTS", System.getenv().getOrDefault("MAVEN_OPTS", String.join(" ", QUICK)))
        .with("LC_ALL", "C.UTF-8") // else "C" may be all that can be named
        .run();
  }
}
