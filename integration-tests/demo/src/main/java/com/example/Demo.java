// SPDX-License-Identifier: Apache-2.0
package com.example;

import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the demo, from the environment: {@code PORT} (8080; 0 is any that is free) and {@code DB},
 * the database file (one below {@code target}); or {@code POSTGRES}, the JDBC address of a database
 * that several nodes share, and {@code NODE}, the name of this one.
 */
public final class Demo {
  private static final int DEFAULT_PORT = 8080;

  private Demo() {}

  /** Prints one line: the address, or why there is none. */
  public static void main(String[] arguments) {
    try {
      TodoApp app = TodoApp.start(options(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "demo-close"));
      System.out.println("TagTree demo: http://localhost:" + app.port() + "/");
    } catch (CannotStartException reason) {
      System.err.println("TagTree demo: " + reason.getMessage());
      System.exit(1);
    }
  }

  static TodoApp.Options options(Map<String, String> environment) throws CannotStartException {
    return new TodoApp.Options(
        port(environment.getOrDefault("PORT", "")),
        database(environment.getOrDefault("DB", "")),
        Optional.of(environment.getOrDefault("POSTGRES", "").strip()).filter(it -> !it.isEmpty()),
        environment.getOrDefault("NODE", "").strip(),
        api -> api);
  }

  private static int port(String text) throws CannotStartException {
    if (text.isBlank()) {
      return DEFAULT_PORT;
    }
    String digits = text.strip();
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
      throw new CannotStartException("PORT has to be a number from 0 to 65535");
    }
    return Integer.parseInt(digits);
  }

  private static Path database(String text) throws CannotStartException {
    try {
      return text.isBlank() ? beside() : Path.of(text);
    } catch (InvalidPathException notPath) {
      throw new CannotStartException("DB has to be the path of a file", notPath);
    }
  }

  /** Beside the classes, which are in target wherever the demo was started from. */
  private static Path beside() throws CannotStartException {
    try {
      Path classes =
          Path.of(Demo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling("demo").resolve("demo");
    } catch (URISyntaxException strange) {
      throw new CannotStartException("set DB to the path of a database file", strange);
    }
  }
}
