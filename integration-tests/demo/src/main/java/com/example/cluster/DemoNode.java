// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process of the demo that uses a PostgreSQL which others use too. Thread-safe. */
public final class DemoNode implements AutoCloseable {
  /** The header of its responses that names it. */
  public static final String HEADER = "Demo-Node";

  private static final int PATIENCE_MILLIS = 1_000;

  private final String name;
  private final String postgres;
  private final int port;
  private @Nullable Process process;
  private volatile boolean ready;

  DemoNode(String name, String postgres) throws IOException {
    this.name = name;
    this.postgres = postgres;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** {@return what its responses name it} */
  public String name() {
    return name;
  }

  /** {@return the port that it listens on, and keeps} */
  public int port() {
    return port;
  }

  /** Starts its process, if it has none. */
  synchronized void start() throws IOException {
    if (isAlive()) {
      return;
    }
    ready = false;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx256m", "-cp", classPath(), "com.example.Demo");
    builder.environment().put("PORT", "" + port);
    builder.environment().put("POSTGRES", postgres);
    builder.environment().put("NODE", name);
    process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
  }

  /** Wherever this class was loaded from: Maven runs programs in a loader of its own. */
  private static String classPath() {
    return DemoNode.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(DemoNode::path)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** {@return the number of its process; 0 if it has none} */
  public synchronized long pid() {
    return process == null ? 0 : process.pid();
  }

  /** {@return whether it said, when it was asked last, that it knows of everything} */
  boolean isReady() {
    return ready;
  }

  /** Asks it. */
  void ask() {
    ready = isAlive() && answers();
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + "/tags/health").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Kills it with -9. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
      ready = false;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
