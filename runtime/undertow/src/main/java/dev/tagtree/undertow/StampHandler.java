// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.Tag;
import dev.tagtree.http.Stamp;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A handler that gives the responses of an API their stamps, so that a page fetches nothing twice,
 * sees when it was given old data, and refetches what it has changed itself at once, also with its
 * stream down.
 *
 * <pre>{@code
 * Handlers.path().addPrefixPath("/api", StampHandler.of(hub, new BlockingHandler(api)))
 * }</pre>
 *
 * <p>Every response says {@code TagTree-Cursor}: the hub's cursor before the handler read anything;
 * none with a status of 400 or more. A handler that answers with older data, from a cache or a
 * replica, says so with {@link #stamp} or {@link #omit}. Every response also says, in {@code
 * TagTree-Invalidated}, what its handler has invalidated through this hub before the first byte
 * went out. A request that says {@code TagTree-Wanted} waits for the hub to come there, {@link
 * #LONGEST_WAIT} at most and on no thread. The bytes are described in PROTOCOL.md. What a handler
 * has itself put into a header of these names stays there.
 *
 * <p><b>Threads.</b> What is invalidated on the handler's thread is heard, and where the handler
 * {@linkplain HttpServerExchange#dispatch(HttpHandler) dispatches} to before it returns; from there
 * on the server's workers only. On any other thread run it {@linkplain #carried carried}. If
 * something behind this handler keeps requests waiting and runs them later, put a second one behind
 * that: it goes on with the stamp of the first. Put the first outside of all that is bound to a
 * thread, such as a transaction: a request that waits is dispatched.
 */
public final class StampHandler implements HttpHandler {
  /** The longest that a request waits for the position that it wants. */
  public static final Duration LONGEST_WAIT = Stamp.LONGEST_WAIT;

  /** The longest {@code TagTree-Invalidated}; {@code *} stands for what would be longer. */
  public static final int MAX_INVALIDATED_BYTES = Stamp.MAX_INVALIDATED_BYTES;

  private final TagHub hub;
  private final HttpHandler next;
  private final BiPredicate<? super HttpServerExchange, ? super Tag> mayName;

  private StampHandler(Builder builder, HttpHandler next) {
    this.hub = builder.hub;
    this.mayName = builder.mayName;
    this.next = next;
  }

  /** {@return a handler that stamps what another one answers} */
  public static StampHandler of(TagHub hub, HttpHandler next) {
    return builder(hub).build(next);
  }

  /** {@return a builder with the defaults} */
  public static Builder builder(TagHub hub) {
    return new Builder(Objects.requireNonNull(hub, "hub"));
  }

  /**
   * Lowers the stamp of a response, because its data is older: to the {@link TagHub#cursor} that
   * was taken before a cached value was read, for instance. It never raises it. A position of
   * another epoch cannot be compared, so then there is no stamp. Does nothing where no stamp is
   * given.
   *
   * @throws IllegalStateException if the response has begun
   */
  public static void stamp(HttpServerExchange exchange, Cursor cursor) {
    Objects.requireNonNull(cursor, "cursor");
    Stamp stamp = changeable(exchange);
    if (stamp != null) {
      stamp.lower(cursor);
    }
  }

  /**
   * Gives a response no stamp, because nobody knows how old its data is. Does nothing where no
   * stamp is given.
   *
   * @throws IllegalStateException if the response has begun
   */
  public static void omit(HttpServerExchange exchange) {
    Stamp stamp = changeable(exchange);
    if (stamp != null) {
      stamp.omit();
    }
  }

  private static @Nullable Stamp changeable(HttpServerExchange exchange) {
    if (exchange.isResponseStarted()) {
      throw new IllegalStateException(
          "the response has begun, with its stamp; change the stamp before you send anything");
    }
    return stamp(exchange);
  }

  private static @Nullable Stamp stamp(HttpServerExchange exchange) {
    ResponseStamp response = exchange.getAttachment(ResponseStamp.KEY);
    return response == null ? null : response.stamp();
  }

  /**
   * {@return a task that does the same, and what it invalidates counts as done by this request}
   *
   * <p>For work that a handler gives to threads of its own and waits for before it answers.
   */
  public static Runnable carried(HttpServerExchange exchange, Runnable task) {
    Objects.requireNonNull(task, "task");
    Stamp stamp = stamp(exchange);
    return stamp == null ? task : () -> stamp.recording().during(task::run);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    ResponseStamp outer = exchange.getAttachment(ResponseStamp.KEY);
    if (outer != null) {
      outer.handle(exchange, next);
      return;
    }
    CompletableFuture<Boolean> served =
        Stamp.wanted(hub, exchange.getRequestHeaders().getFirst(Stamp.WANTED));
    if (served.isDone()) {
      answer(exchange);
      return;
    }
    boolean onWorker = !exchange.isInIoThread();
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> served.whenComplete((reached, ended) -> goOn(exchange, onWorker)));
  }

  /** Goes on where it would have run without the wait. */
  private void goOn(HttpServerExchange exchange, boolean onWorker) {
    HttpHandler rest = this::answer;
    exchange.dispatch(onWorker ? null : exchange.getIoThread(), rest);
  }

  private void answer(HttpServerExchange exchange) throws Exception {
    ResponseStamp stamp = new ResponseStamp(Stamp.of(hub), mayName);
    exchange.putAttachment(ResponseStamp.KEY, stamp);
    exchange.addResponseCommitListener(stamp);
    stamp.handle(exchange, next);
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder {
    private final TagHub hub;
    private BiPredicate<? super HttpServerExchange, ? super Tag> mayName = (exchange, tag) -> true;

    private Builder(TagHub hub) {
      this.hub = hub;
    }

    /**
     * Says which of the tags that a request has invalidated its response may name; all unless set.
     * For an API that also invalidates what its caller may not know of, such as other users' data.
     * Asked while the response begins, so it must not block. A tag for which it throws is not
     * named.
     */
    public Builder mayName(BiPredicate<? super HttpServerExchange, ? super Tag> mayName) {
      this.mayName = Objects.requireNonNull(mayName, "mayName");
      return this;
    }

    /** {@return a handler that stamps what another one answers} */
    public StampHandler build(HttpHandler next) {
      return new StampHandler(this, Objects.requireNonNull(next, "next"));
    }
  }
}
