// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a process of its own, which can be killed. */
record DemoProcess(Process process, int port) implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)/");

  static DemoProcess start(int port, Path database) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "com.example.Demo");
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("DB", database.toString());
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher address = ADDRESS.matcher(line);
        if (address.find()) {
          return new DemoProcess(process, Integer.parseInt(address.group(1)));
        }
      }
      throw new IllegalStateException("the demo ended before it listened");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String url() {
    return "http://localhost:" + port + "/";
  }

  Rest rest() {
    return new Rest(url());
  }

  /** Ends it as a crash would: nobody is told anything. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
