// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.Tag;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The browser's files: those of this library, and the generated ones of the hub's trees. All are
 * read once, when the handler is made; nothing else can be reached.
 */
final class StaticModules {
  static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");

  static final String CONTRACTS = "META-INF/tagtree/contracts/";
  private static final String FOLDER = "META-INF/tagtree/";
  private static final List<String> OURS =
      List.of(
          "core.js",
          "core.d.ts",
          "poll.js",
          "share.js",
          "source.js",
          "tags.js",
          "debug.js",
          "debug.d.ts",
          "trace.js",
          "trace.d.ts",
          "schedule.js",
          "schedule.d.ts",
          "tanstack.js",
          "tanstack.d.ts",
          "rtk.js",
          "rtk.d.ts",
          "swr.js",
          "swr.d.ts");

  private static final Map<String, String> TYPES =
      Map.of(
          ".js", "text/javascript",
          ".html", "text/html",
          ".css", "text/css",
          ".svg", "image/svg+xml");

  private record Module(ByteBuffer bytes, String type, String etag) {}

  private final Map<String, Module> modules = new HashMap<>();

  StaticModules(List<Tag> trees) {
    OURS.forEach(name -> load(FOLDER, name, loader(Tag.class)));
    for (Tag tree : trees) {
      String schema = Tag.schema(tree).orElseThrow();
      String name = schema.substring(0, schema.indexOf('#'));
      load(CONTRACTS, name + ".js", loader(tree.getClass()));
      load(CONTRACTS, name + ".d.ts", loader(tree.getClass()));
    }
  }

  private StaticModules() {}

  /** {@return files of this library in one folder, which keep that in their path} */
  static StaticModules below(String folder, List<String> names) {
    StaticModules files = new StaticModules();
    names.forEach(name -> files.load(FOLDER, folder + name, loader(Tag.class)));
    return files;
  }

  /** {@return what loads the resources beside a class} */
  static ClassLoader loader(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  private void load(String folder, String name, ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(folder + name)) {
      if (in != null) {
        byte[] bytes = in.readAllBytes();
        String end = name.substring(name.lastIndexOf('.'));
        String type = TYPES.getOrDefault(end, "text/plain");
        modules.put("/" + name, new Module(ByteBuffer.wrap(bytes), type, etag(bytes)));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + folder + name, unreadable);
    }
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** {@return whether there is such a file; if so, it was sent} */
  boolean serve(HttpServerExchange exchange, String path) {
    Module module = modules.get(path);
    if (module == null) {
      return false;
    }
    ETag etag = new ETag(false, module.etag());
    exchange.getResponseHeaders().put(Headers.ETAG, etag.toString());
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
    exchange.getResponseHeaders().put(CONTENT_TYPE_OPTIONS, "nosniff");
    if (!ETagUtils.handleIfNoneMatch(exchange, etag, true)) {
      exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
      exchange.endExchange();
      return true;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, module.type() + "; charset=utf-8");
    exchange.getResponseSender().send(module.bytes().duplicate());
    return true;
  }
}
