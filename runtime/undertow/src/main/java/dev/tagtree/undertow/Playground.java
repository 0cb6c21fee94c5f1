// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.util.stream.Collectors.joining;

import dev.tagtree.InvalidTagException;
import dev.tagtree.Tag;
import dev.tagtree.hub.DeadTags;
import dev.tagtree.hub.Label;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Tag Playground below a mount: its page, what that reads of the hub, and invalidating for
 * real. Each request is refused unless the application's permission for it says yes.
 */
final class Playground {
  /** Largest body of a POST: the longest tag and its field fit. Beyond: 413. */
  static final int MAX_BODY_BYTES = 2 << 10;

  private static final String PATH = "/playground";
  private static final List<String> FILES =
      List.of(
          "index.html",
          "playground.css",
          "playground.js",
          "view.js",
          "dom.js",
          "field.js",
          "keys.js",
          "explain.js",
          "schema.js",
          "faults.js",
          "tabs.js",
          "sandbox.js",
          "icon.svg");

  /** Nothing from elsewhere, nothing inline, in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");
  private static final HttpString RESOURCE_POLICY = new HttpString("Cross-Origin-Resource-Policy");

  /** A canonical tag has no character that JSON escapes. */
  private static final Pattern BODY =
      Pattern.compile("\\s*\\{\\s*\"tag\"\\s*:\\s*\"([^\"\\\\]*)\"\\s*\\}\\s*");

  private final TagHub hub;
  private final Predicate<? super HttpServerExchange> mayRead;
  private final Predicate<? super HttpServerExchange> mayInvalidate;
  private final StaticModules files = StaticModules.below("playground/", FILES);
  private final String trees;
  private final Map<String, String> javaNames = new TreeMap<>();

  Playground(
      TagHub hub,
      Predicate<? super HttpServerExchange> mayRead,
      Predicate<? super HttpServerExchange> mayInvalidate) {
    this.hub = hub;
    this.mayRead = mayRead;
    this.mayInvalidate = mayInvalidate;
    this.trees = trees(hub.trees());
    hub.trees().forEach(root -> javaNames.putAll(JavaNames.of(root)));
    hub.insight().keepLabels();
    hub.insight().keepDeadTags();
  }

  /** {@return whether a path below the mount is the Playground's} */
  static boolean owns(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  void handle(HttpServerExchange exchange) {
    String path = exchange.getRelativePath();
    exchange.getResponseHeaders().put(CONTENT_SECURITY_POLICY, POLICY);
    exchange.getResponseHeaders().put(REFERRER_POLICY, "no-referrer");
    exchange.getResponseHeaders().put(RESOURCE_POLICY, "same-origin");
    if (path.equals(PATH + "/invalidate")) {
      handleInvalidate(exchange);
    } else if (!isRead(exchange)) {
      notAllowed(exchange, "GET, HEAD");
    } else if (!mayRead.test(exchange)) {
      refuse(exchange, StatusCodes.FORBIDDEN, "The Playground is not open to you.");
    } else if (path.equals(PATH)) {
      exchange.getResponseHeaders().put(Headers.LOCATION, "playground/");
      refuse(exchange, StatusCodes.PERMANENT_REDIRECT, "The Playground is at 'playground/'.");
    } else if (path.equals(PATH + "/state")) {
      exchange.dispatch(this::sendState); // reading waits for the I/O threads
    } else if (!files.serve(exchange, path.equals(PATH + "/") ? path + "index.html" : path)) {
      refuse(exchange, StatusCodes.NOT_FOUND, "There is nothing here.");
    }
  }

  private static boolean isRead(HttpServerExchange exchange) {
    HttpString method = exchange.getRequestMethod();
    return method.equals(Methods.GET) || method.equals(Methods.HEAD);
  }

  private static void notAllowed(HttpServerExchange exchange, String allowed) {
    exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
    refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Only " + allowed + " is allowed here.");
  }

  private static void refuse(HttpServerExchange exchange, int status, String line) {
    TagHandler.answer(exchange, status, line);
  }

  private void handleInvalidate(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      notAllowed(exchange, "POST");
    } else if (!isOwnPage(exchange)) {
      refuse(exchange, StatusCodes.FORBIDDEN, "Only a page of this server may do this.");
    } else if (!mayInvalidate.test(exchange)) {
      refuse(exchange, StatusCodes.FORBIDDEN, "Invalidating for real is not open to you.");
    } else if (!isJson(exchange)) {
      refuse(exchange, StatusCodes.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
    } else {
      exchange.dispatch(this::invalidate); // a log may block
    }
  }

  /**
   * Whether no other site has sent it. Browsers say where a POST comes from; what says nothing is
   * no browser, and is left to the permission.
   */
  private static boolean isOwnPage(HttpServerExchange exchange) {
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    return origin == null || host != null && host.equalsIgnoreCase(authority(origin));
  }

  private static @Nullable String authority(String origin) {
    try {
      return new URI(origin).getRawAuthority();
    } catch (URISyntaxException notOne) {
      return null;
    }
  }

  private static boolean isJson(HttpServerExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private void invalidate(HttpServerExchange exchange) {
    byte[] body;
    exchange.startBlocking();
    try (InputStream in = exchange.getInputStream()) {
      body = in.readNBytes(MAX_BODY_BYTES + 1);
    } catch (IOException gone) {
      exchange.setPersistent(false);
      refuse(exchange, StatusCodes.BAD_REQUEST, "The body is not complete.");
      return;
    }
    if (body.length > MAX_BODY_BYTES) {
      exchange.setPersistent(false); // the rest of the body is not read
      refuse(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, "The body is too large.");
      return;
    }
    Matcher fields = BODY.matcher(new String(body, StandardCharsets.UTF_8));
    if (!fields.matches()) {
      refuse(exchange, StatusCodes.BAD_REQUEST, "Send {\"tag\": \"<canonical text>\"}.");
      return;
    }
    Tag tag;
    try {
      tag = Tag.parse(fields.group(1));
      hub.invalidate(tag);
    } catch (InvalidTagException invalid) {
      refuse(exchange, StatusCodes.BAD_REQUEST, "The tag is " + invalid.getMessage() + ".");
      return;
    } catch (IllegalStateException closed) {
      refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "The hub is closed.");
      return;
    }
    sendJson(exchange, "{\"id\":\"" + position(tag) + "\"}");
  }

  /** {@return where a tag was invalidated last} */
  private Cursor position(Tag tag) {
    return hub.insight().labels().stream()
        .filter(label -> label.tags().contains(tag))
        .reduce((earlier, later) -> later)
        .map(Label::cursor)
        .orElseGet(hub::cursor);
  }

  private void sendState(HttpServerExchange exchange) {
    StringBuilder json = new StringBuilder("{\"trees\":").append(trees);
    json.append(",\"java\":").append(object(javaNames, Playground::string));
    json.append(",\"connections\":").append(hub.stats().connections());
    json.append(",\"subscriptions\":")
        .append(object(hub.insight().subscriptions().join(), String::valueOf));
    DeadTags dead = hub.insight().deadTags();
    json.append(",\"unwanted\":").append(object(dead.unwanted(), String::valueOf));
    json.append(",\"unknown\":").append(object(dead.unknown(), String::valueOf));
    json.append(",\"labels\":[");
    String comma = "";
    for (Label label : hub.insight().labels()) {
      json.append(comma).append("{\"site\":").append(string(label.site()));
      json.append(",\"id\":").append(string(label.cursor().toString()));
      json.append(",\"at\":").append(label.at().toEpochMilli());
      json.append(",\"tags\":[")
          .append(String.join(",", label.tags().stream().map(tag -> string("" + tag)).toList()))
          .append("]}");
      comma = ",";
    }
    json.append("],\"mayInvalidate\":").append(mayInvalidate.test(exchange)).append('}');
    sendJson(exchange, json.toString());
  }

  private static void sendJson(HttpServerExchange exchange, String json) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(StaticModules.CONTENT_TYPE_OPTIONS, "nosniff");
    exchange.getResponseSender().send(json);
  }

  /** {@return the schemas, as the processor wrote them; {@code null} for each that is not there} */
  private static String trees(List<Tag> roots) {
    return roots.stream().map(root -> schema(root).orElse("null")).toList().toString();
  }

  private static Optional<String> schema(Tag root) {
    String id = Tag.schema(root).orElseThrow();
    String file = StaticModules.CONTRACTS + id.substring(0, id.indexOf('#')) + ".json";
    try (InputStream in = StaticModules.loader(root.getClass()).getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  private static <V> String object(Map<String, V> fields, Function<V, String> value) {
    return fields.entrySet().stream()
        .map(field -> string(field.getKey()) + ":" + value.apply(field.getValue()))
        .collect(joining(",", "{", "}"));
  }

  /** {@return a JSON string; names in other JVM languages may have any character} */
  private static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ' || Character.isSurrogate((char) c)) {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }
}
