// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tagtree.kit.Command;
import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/** The configuration of peers that are not written in Java. */
final class Foreign {
  private static final String BETTER_SSE = "better-sse@0.16.1";

  private static final int ORIGIN_THREADS = 16;

  private Foreign() {}

  /** {@return the script, beside the library that it needs} */
  static Path betterSse(Path sources, Path folder) throws IOException, InterruptedException {
    Path script = configure(sources, folder, "better-sse.mjs", 0);
    if (!Files.exists(folder.resolve("node_modules/better-sse"))) {
      Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
      Ended ended =
          Command.of("npm", List.of("install", "--no-audit", "--no-fund", BETTER_SSE))
              .in(folder)
              .run();
      if (ended.exitCode() != 0) {
        throw new IOException("npm could not install " + BETTER_SSE + ":\n" + ended.output());
      }
    }
    return script;
  }

  static Path nchan(Path sources, Path folder, int port) throws IOException {
    return configure(sources, folder, "nchan.conf", port);
  }

  /** {@return the command that starts it, and zurl, with which it asks the origin} */
  static String pushpin(Path sources, int port) throws IOException {
    // New each time, because it leaves sockets behind, and short, because their paths have a limit.
    Path folder = Files.createTempDirectory("pushpin");
    Path configuration = configure(sources, folder, "pushpin.conf", port);
    Path zurl = configure(sources, folder, "zurl.conf", port);
    String internal = Files.readString(Path.of("/usr/lib/pushpin/internal.conf"));
    Files.writeString(
        folder.resolve("internal.conf"), internal.replace("/var/run/zurl/", folder + "/"));
    Files.writeString(folder.resolve("routes"), "* 127.0.0.1:" + origin() + "\n");
    return "zurl --config=" + zurl + " & exec pushpin --config=" + configuration;
  }

  private static Path configure(Path sources, Path folder, String file, int port)
      throws IOException {
    Files.createDirectories(folder);
    String text =
        Files.readString(sources.resolve(file))
            .replace("PORT", "" + port)
            .replace("PUBLISH", "" + (port + 1))
            .replace("FOLDER", folder.toAbsolutePath().normalize().toString());
    return Files.writeString(folder.resolve(file), text);
  }

  /**
   * Starts what Pushpin asks about each client: which channel it gets. It ends with this process.
   */
  private static int origin() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.createContext("/", Foreign::hold);
    server.setExecutor(Executors.newFixedThreadPool(ORIGIN_THREADS, Foreign::daemon));
    server.start();
    return server.getAddress().getPort();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "origin");
    thread.setDaemon(true);
    return thread;
  }

  private static void hold(HttpExchange exchange) throws IOException {
    String channel = exchange.getRequestURI().getQuery().replace("channel=", "");
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Grip-Hold", "stream");
    exchange.getResponseHeaders().set("Grip-Channel", channel);
    exchange.sendResponseHeaders(200, 0);
    exchange.close();
  }
}
