// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.hub.HubHealth;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mounted hub: what is answered below its mount, whatever the server; for doors. Thread-safe.
 *
 * @param <R> the server's own request, which the application's permissions are asked for
 */
public final class TagEndpoint<R> {
  /** How a stream begins, and all that HEAD gets of it. */
  private static final Answer STREAM =
      Answer.empty(200)
          .with("Content-Type", MediaType.EVENT_STREAM.toString())
          .with("Cache-Control", "no-store, no-transform")
          .with("X-Accel-Buffering", "no");

  private final TagHub hub;
  private final StaticModules modules;
  private final @Nullable Playground<R> playground;

  private TagEndpoint(Builder<R> builder) {
    hub = builder.hub;
    modules = StaticModules.client(hub.trees());
    Predicate<? super R> mayRead = builder.mayRead;
    playground = mayRead == null ? null : new Playground<>(hub, mayRead, builder.mayInvalidate);
  }

  /**
   * {@return a builder with the defaults, which is without the Playground}
   *
   * @throws NullPointerException if {@code hub} is null
   */
  public static <R> Builder<R> builder(TagHub hub) {
    return new Builder<>(Objects.requireNonNull(hub, "hub"));
  }

  /** {@return the hub that is mounted} */
  public TagHub hub() {
    return hub;
  }

  /**
   * {@return what to do for a request}
   *
   * <p>It waits for nothing, so a door calls it on any thread, an I/O thread too.
   *
   * @param request read before this returns
   * @param original given to the application's permissions before this returns, and not kept
   */
  public Reply reply(Request request, R original) {
    String path = request.path();
    if (playground != null && Playground.owns(path)) {
      return playground.reply(request, original);
    }
    if (!request.isRead()) {
      return Answer.notAllowed("GET, HEAD", "Only GET and HEAD are allowed here.");
    }
    return switch (path) {
      case "/events" -> events(request);
      case "/poll" -> poll(request);
      case "/health" -> health();
      default -> file(request);
    };
  }

  private static Reply events(Request request) {
    if (!MediaType.EVENT_STREAM.isAcceptedBy(request)) {
      return Answer.line(406, "This is a text/event-stream; accept that.");
    }
    return subscribed(
        request, asked -> request.isHead() ? STREAM : new Reply.Stream(STREAM.headers(), asked));
  }

  private Reply poll(Request request) {
    if (!MediaType.JSON.isAcceptedBy(request)) {
      return Answer.line(406, "This is application/json; accept that.");
    }
    return subscribed(
        request,
        asked ->
            request.isHead()
                ? Answer.json(new byte[0])
                : new Reply.Later(hub.pollDelay(asked), () -> Answer.json(hub.poll(asked))));
  }

  /** Reads what both ways of hearing ask for, and goes on with that. */
  private static Reply subscribed(Request request, Function<Subscription, Reply> then) {
    try {
      return then.apply(SubscriptionReader.read(request));
    } catch (RefusedException refused) {
      return refused.answer();
    }
  }

  private Answer health() {
    HubHealth health = hub.health();
    return Answer.line(
        health == HubHealth.LIVE ? 200 : 503, health.name().toLowerCase(Locale.ROOT));
  }

  private Answer file(Request request) {
    return modules
        .at(request.path())
        .map(file -> file.answer(request))
        .orElseGet(() -> Answer.line(404, "There is nothing here. The stream is at 'events'."));
  }

  /**
   * Collects what differs from the defaults; used by one thread.
   *
   * @param <R> the server's own request
   */
  public static final class Builder<R> {
    private final TagHub hub;
    private @Nullable Predicate<? super R> mayRead;
    private Predicate<? super R> mayInvalidate = original -> false;

    private Builder(TagHub hub) {
      this.hub = hub;
    }

    /**
     * Turns on the Tag Playground, and makes the hub {@linkplain
     * dev.tagtree.hub.Insight#keepCallSites remember its callers}.
     *
     * @param mayRead asked for each of its requests but those that invalidate, in {@link #reply}
     */
    public Builder<R> playground(Predicate<? super R> mayRead) {
      this.mayRead = Objects.requireNonNull(mayRead, "mayRead");
      return this;
    }

    /**
     * Lets the Playground invalidate for real; nobody may unless set. Useless without {@link
     * #playground}.
     *
     * @param mayInvalidate asked for each request that does, and for each that reads the state
     */
    public Builder<R> playgroundInvalidates(Predicate<? super R> mayInvalidate) {
      this.mayInvalidate = Objects.requireNonNull(mayInvalidate, "mayInvalidate");
      return this;
    }

    /** {@return the endpoint; it may be mounted several times} */
    public TagEndpoint<R> build() {
      return new TagEndpoint<>(this);
    }
  }
}
