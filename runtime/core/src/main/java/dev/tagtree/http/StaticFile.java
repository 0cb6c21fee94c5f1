// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** A file for browsers, held in memory. */
record StaticFile(byte[] bytes, String type, EntityTag version) {
  private static final Map<String, String> TYPES =
      Map.of(
          ".js", "text/javascript",
          ".html", "text/html",
          ".css", "text/css",
          ".svg", "image/svg+xml");

  /** {@return a file whose name says what it is} */
  static StaticFile of(String name, byte[] bytes) {
    String end = name.substring(name.lastIndexOf('.'));
    String type = TYPES.getOrDefault(end, "text/plain");
    return new StaticFile(bytes, type + "; charset=utf-8", EntityTag.of(bytes));
  }

  /** {@return a resource's bytes; empty if a class loader does not know it} */
  static Optional<byte[]> resource(ClassLoader loader, String path) {
    try (InputStream in = loader.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + path, unreadable);
    }
  }

  /** {@return the file, or that the client has it already; it asks each time} */
  Answer answer(Request request) {
    boolean known = version.isKnownTo(request);
    Answer answer =
        known ? Answer.empty(304) : new Answer(200, Map.of("Content-Type", type), bytes);
    return answer
        .with("ETag", version.toString())
        .with("Cache-Control", "no-cache")
        .with("X-Content-Type-Options", "nosniff");
  }
}
