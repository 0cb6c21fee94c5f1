// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tagtree.kit.Command;
import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js: the machine's or, where it has none that is new enough, the browser driver's. */
public record Node(String executable) {
  /** The first whose test runner can stop the clock. */
  private static final int MAJOR = 20;

  private static final int MINOR = 11;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

  /** No run takes longer than a few seconds, even on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Finds one; without any, the test is skipped, but fails where CI is set. */
  public static Node find() throws IOException, InterruptedException {
    Node installed = new Node("node");
    if (installed.isNewEnough()) {
      return installed;
    }
    Optional<Node> driver = ofBrowserDriver();
    if (driver.isEmpty()) {
      String howTo = "Install Node.js %d.%d or later to test the modules.".formatted(MAJOR, MINOR);
      return System.getenv("CI") == null ? abort(howTo) : fail(howTo);
    }
    return driver.get();
  }

  /** The one that Playwright brings along; a jar cannot say that it is executable. */
  static Optional<Node> ofBrowserDriver() throws IOException {
    String resource = "driver/" + platform();
    try (InputStream in = Node.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      Path file = Path.of("target", "js").resolve(resource).toAbsolutePath();
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "node", ".part");
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        if (!part.toFile().setExecutable(true)) {
          throw new IOException("Cannot make executable: " + part);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Optional.of(new Node(file.toString()));
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.contains("windows")) {
      return "win32_x64/node.exe";
    }
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return (os.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "") + "/node";
  }

  private boolean isNewEnough() throws InterruptedException {
    try {
      Matcher version =
          VERSION.matcher(run(Path.of("."), Map.of(), List.of("--version")).output().strip());
      return version.matches() && isNewEnough(version.group(1), version.group(2));
    } catch (IOException absent) {
      return false;
    }
  }

  private static boolean isNewEnough(String major, String minor) {
    int number = Integer.parseInt(major);
    return number > MAJOR || number == MAJOR && Integer.parseInt(minor) >= MINOR;
  }

  public Ended run(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Command command = Command.of(executable, arguments).in(directory).within(LIMIT);
    environment.forEach(command::with);
    return command.run();
  }
}
