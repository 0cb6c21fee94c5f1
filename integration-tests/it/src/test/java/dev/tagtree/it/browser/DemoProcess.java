// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a process of its own, which can be killed. */
record DemoProcess(Child child, int port) implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)/");

  static DemoProcess start(int port, Path database) {
    try {
      Child child =
          Command.java(Command.CLASS_PATH, "com.example.Demo")
              .with("PORT", Integer.toString(port))
              .with("DB", database.toString())
              .start();
      Matcher address = ADDRESS.matcher(child.line());
      while (!address.find()) {
        address = ADDRESS.matcher(child.line());
      }
      return new DemoProcess(child, Integer.parseInt(address.group(1)));
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
    child.kill();
  }
}
