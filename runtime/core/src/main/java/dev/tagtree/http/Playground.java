// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.InvalidTagException;
import dev.tagtree.Tag;
import dev.tagtree.hub.CallSite;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Tag Playground below a mount: its page, what that reads of the hub, and invalidating for
 * real. Each request is refused unless the application's permission for it says yes.
 *
 * @param <R> the server's own request, which the permissions are asked for
 */
final class Playground<R> {
  private static final String PATH = "/playground";

  /** For scripts: nothing from elsewhere, nothing inline, in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Answer GUARD =
      Answer.empty(200)
          .with("Content-Security-Policy", POLICY)
          .with("Referrer-Policy", "no-referrer")
          .with("Cross-Origin-Resource-Policy", "same-origin");

  private final TagHub hub;
  private final Predicate<? super R> mayRead;
  private final Predicate<? super R> mayInvalidate;
  private final StaticModules files = StaticModules.playground();
  private final PlaygroundState state;

  Playground(TagHub hub, Predicate<? super R> mayRead, Predicate<? super R> mayInvalidate) {
    this.hub = hub;
    this.mayRead = mayRead;
    this.mayInvalidate = mayInvalidate;
    this.state = new PlaygroundState(hub);
    hub.insight().keepCallSites();
    hub.insight().keepDeadTags();
  }

  /** {@return whether a path below the mount is the Playground's} */
  static boolean owns(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  Reply reply(Request request, R original) {
    String path = request.path();
    if (path.equals(PATH + "/invalidate")) {
      return invalidation(request, original);
    }
    if (!request.isRead()) {
      return guarded(notAllowed("GET, HEAD"));
    }
    if (!mayRead.test(original)) {
      return refused("The Playground is not open to you.");
    }
    if (path.equals(PATH + "/state")) {
      boolean may = mayInvalidate.test(original);
      // Reading waits for the I/O threads.
      return new Reply.Later(Duration.ZERO, () -> guarded(Answer.json(state.toJson(may))));
    }
    return guarded(path.equals(PATH) ? moved() : file(request));
  }

  private static Answer moved() {
    return Answer.line(308, "The Playground is at 'playground/'.").with("Location", "playground/");
  }

  private Answer file(Request request) {
    String path = request.path();
    return files
        .at(path.equals(PATH + "/") ? path + "index.html" : path)
        .map(file -> file.answer(request))
        .orElseGet(() -> Answer.line(404, "There is nothing here."));
  }

  private static Answer notAllowed(String methods) {
    return Answer.notAllowed(methods, "Only " + methods + " is allowed here.");
  }

  private static Answer refused(String line) {
    return guarded(Answer.line(403, line));
  }

  /** Whatever is answered is only for pages of this server. */
  private static Answer guarded(Answer answer) {
    return GUARD.and(answer);
  }

  private Reply invalidation(Request request, R original) {
    if (!request.isA("POST")) {
      return guarded(notAllowed("POST"));
    }
    if (!isOwnPage(request)) {
      return refused("Only a page of this server may do this.");
    }
    if (!mayInvalidate.test(original)) {
      return refused("Invalidating for real is not open to you.");
    }
    if (!MediaType.JSON.isSentBy(request)) {
      return guarded(Answer.line(415, "Send application/json."));
    }
    return new Reply.Upload(
        TagBody.MAX_BYTES,
        body -> guarded(invalidate(body)),
        guarded(Answer.line(400, "The body is not complete.")));
  }

  /**
   * Whether no other site has sent it. Browsers say where a POST comes from; what says nothing is
   * no browser, and is left to the permission.
   */
  private static boolean isOwnPage(Request request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.header("Origin");
    String host = request.header("Host");
    return origin == null || host != null && host.equalsIgnoreCase(authority(origin));
  }

  private static @Nullable String authority(String origin) {
    try {
      return new URI(origin).getRawAuthority();
    } catch (URISyntaxException notOne) {
      return null;
    }
  }

  private Answer invalidate(byte[] body) {
    if (body.length > TagBody.MAX_BYTES) {
      return Answer.line(413, "The body is too large.");
    }
    Optional<String> text = TagBody.read(body);
    if (text.isEmpty()) {
      return Answer.line(400, "Send {\"tag\": \"<canonical text>\"}.");
    }
    Tag tag;
    try {
      tag = Tag.parse(text.get());
      hub.invalidate(tag);
    } catch (InvalidTagException invalid) {
      return Answer.line(400, "The tag is " + invalid.getMessage() + ".");
    } catch (IllegalStateException closed) {
      return Answer.line(503, "The hub is closed.");
    }
    String id = position(tag).toString();
    return Answer.json(Json.object(json -> json.writeStringProperty("id", id)));
  }

  /** {@return where a tag was invalidated last} */
  private Cursor position(Tag tag) {
    return hub.insight().callSites().stream()
        .filter(call -> call.tags().contains(tag))
        .reduce((earlier, later) -> later)
        .map(CallSite::cursor)
        .orElseGet(hub::cursor);
  }
}
