// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The public face of TagTree on one server node: tells every open page which data went stale.
 *
 * <pre>{@code
 * TagHub hub = TagHub.create(AppTags.ALL);
 * hub.invalidate(AppTags.todos(), AppTags.notes().list());   // after the commit
 * }</pre>
 *
 * <p>Each connected client gets every invalidation that concerns it, in log order, or a later
 * {@code resync} that tells it to refetch everything. All methods may be called from any thread.
 */
public final class TagHub implements AutoCloseable {
  /** Most tags in one call of {@link #invalidate}; more are refused. */
  public static final int MAX_TAGS_PER_CALL = HubSettings.MAX_TAGS_PER_CALL;

  /** Most that wait in {@link #whenServed} at once; others are not kept waiting. */
  public static final int MAX_WAITING = HubSettings.MAX_WAITING;

  private final Node node;

  private TagHub(Node node) {
    this.node = node;
  }

  /**
   * {@return a hub with an in-memory log and the defaults}
   *
   * @param trees the roots of the trees it serves, {@code AppTags.ALL}; may be none
   */
  public static TagHub create(Tag... trees) {
    Builder builder = builder();
    for (Tag tree : trees) {
      builder.tree(tree);
    }
    return builder.build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Says that what these tags name may have changed. Call it after the commit.
   *
   * <p>It only appends to the log, all tags side by side, and returns; connections and listeners
   * are told soon after. If readers are far behind it waits about 10 ms for them at most, never on
   * an I/O thread that serves clients of this hub.
   *
   * <p>For a {@linkplain InvalidationLog#isShared shared} log, whose engine may not answer, another
   * thread appends. The caller waits 5 ms at most for the engine's word, and not at all while it is
   * known not to answer; then the tags are kept, and appended when it does. What is kept is bounded
   * (beyond 8,192 tags it is {@code *}, and everybody refetches everything), counted in {@link
   * HubStats#debts}, and lost if the process ends before that.
   *
   * @param tags leaves or groups; none does nothing
   * @throws NullPointerException if a tag is null
   * @throws IllegalArgumentException if there are more than {@link #MAX_TAGS_PER_CALL}; invalidate
   *     their group instead
   * @throws IllegalStateException if the hub is closed
   */
  public void invalidate(Tag... tags) {
    invalidate(Arrays.asList(Objects.requireNonNull(tags, "tags")));
  }

  /** As {@link #invalidate(Tag...)}. */
  public void invalidate(List<? extends Tag> tags) {
    if (Objects.requireNonNull(tags, "tags").size() > MAX_TAGS_PER_CALL) {
      throw new IllegalArgumentException(
          "one call takes at most " + MAX_TAGS_PER_CALL + " tags; invalidate their group instead");
    }
    List<Tag> all = new ArrayList<>(tags.size());
    for (Tag tag : tags) {
      all.add(Objects.requireNonNull(tag, () -> "tags[" + all.size() + "]"));
    }
    if (node.farewell.isClosed()) {
      throw new IllegalStateException("the hub is closed");
    }
    if (!all.isEmpty()) {
      node.publisher.publish(all);
    }
  }

  /**
   * Calls back for every invalidation that overlaps a tag, in this JVM: for a server-side cache.
   *
   * <p>The listener gets the invalidated tag; after a loss of continuity it gets {@code tag}
   * itself. It returns before any connection is told, so a refetch does not find the old entry. It
   * is called by one thread, one invalidation after the other, and should be quick; what it throws
   * is logged and counted.
   *
   * @return stops it when closed
   */
  public Listening listen(Tag tag, Consumer<? super Tag> listener) {
    Listening listening =
        node.listeners.add(
            Objects.requireNonNull(tag, "tag"), Objects.requireNonNull(listener, "listener"));
    node.insight.listens(tag);
    return listening;
  }

  /**
   * {@return a stamp: every invalidation up to it has reached this node's listeners}
   *
   * <p>Take it before data is read; a page that is rendered from the data gives it to {@code
   * connect({ url, cursor })}.
   */
  public Cursor cursor() {
    return node.served.position();
  }

  /**
   * {@return true as soon as {@link #cursor} has come to a position; false after a time, or at once
   * if nobody knows whether it ever will because the position is of another epoch, or if {@link
   * #MAX_WAITING} wait already}
   *
   * <p>It is completed on a thread of the hub: what follows must be quick, and must not block.
   *
   * @param wait how long it takes at most
   */
  public CompletableFuture<Boolean> whenServed(Cursor cursor, Duration wait) {
    Objects.requireNonNull(cursor, "cursor");
    return node.served.reach(cursor, Objects.requireNonNull(wait, "wait"));
  }

  /** {@return a recording of what is {@linkplain #invalidate invalidated} while something runs} */
  public Recording recording() {
    return new Recording(node.recordings);
  }

  /** {@return what the hub has done so far, for a metrics endpoint} */
  public HubStats stats() {
    Loops loops = node.loops;
    long lag = loops.behind(node.ring.head().seq());
    return node.counters.read(loops.connections(), lag, node.appender.owed());
  }

  /** {@return whether clients hear of everything; as a load balancer may ask, often} */
  public HubHealth health() {
    if (!node.farewell.isOpen()) {
      return HubHealth.CLOSING;
    }
    boolean current = node.served.isCurrent(node.settings.now());
    return current ? HubHealth.LIVE : HubHealth.DEGRADED;
  }

  /** {@return what this node tells those who debug an application; it keeps nothing unasked} */
  public Insight insight() {
    return node.insight;
  }

  /** {@return what is behind it, for tests of this package} */
  Node node() {
    return node;
  }

  /** {@return the roots of the trees it serves} */
  public List<Tag> trees() {
    return node.trees;
  }

  /**
   * Admits a client. For adapters; called on the client's I/O thread.
   *
   * <p>The first bytes, which say what the client has missed, are written before it returns; or up
   * to 2 s later, if the client comes from a node that is ahead of this one. A hub that is full or
   * closed says goodbye and ends the response.
   *
   * @return where the adapter reports what happens to the client
   */
  public Connection connect(Subscription subscription, Outlet outlet, IoThread thread) {
    Loop loop = node.loop(thread);
    if (!node.farewell.isOpen() || !node.loops.reserve(loop)) {
      node.counters.rejected.increment();
      return loop.reception().refuse(outlet, node.farewell.refusal());
    }
    node.insight.subscribes(subscription.filter());
    // If close() comes now, it finds the loop, and says goodbye to this client after that.
    return loop.reception().admit(subscription, outlet, node.settings.newName());
  }

  /**
   * {@return how long an adapter waits before it answers a poll: not at all, unless another node
   * has told the client of what this one has yet to read}
   */
  public Duration pollDelay(Subscription subscription) {
    return node.polls.delay(subscription.resume());
  }

  /**
   * Answers a client that cannot have a stream; for adapters. Nothing of it is kept.
   *
   * <p>What it says is what the first bytes of a stream would say. It waits for nothing but other
   * polls, of which one is answered at a time; yet don't call it on an I/O thread.
   *
   * @return JSON, encoded in UTF-8: see PROTOCOL.md
   */
  public byte[] poll(Subscription subscription) {
    if (node.farewell.isClosed()) {
      node.counters.rejected.increment();
      return node.farewell.later();
    }
    node.insight.subscribes(subscription.filter());
    return node.polls.answer(subscription, node.settings.newName(), node.farewell.away());
  }

  /**
   * Takes no more clients, and says goodbye to those that there are, to each at a random moment
   * within this time: so that they don't all come to the other nodes at once. They hear of
   * everything until then. Waits until they are gone, but not on an I/O thread that serves them;
   * then {@link #close}. Until that the hub can be used, but not go back.
   *
   * @param over a second for each 1,000 clients, say; at most an hour
   * @throws IllegalArgumentException if it is negative or longer
   */
  public void drain(Duration over) {
    node.farewell.drain(HubSettings.leaving("drain", over));
  }

  /**
   * Says goodbye to all clients, which come back to another node or the next process, and stops.
   * Waits up to 600 ms for them; not on an I/O thread that serves them. Then stop the server. What
   * a shared log has yet to take is appended before that, for a second at most. Idempotent.
   */
  @Override
  public void close() {
    if (node.farewell.close()) {
      node.stop();
      node.farewell.finish();
    }
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder extends HubOptions {
    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** {@return a hub that follows its log} */
    public TagHub build() {
      return new TagHub(new Node(this));
    }
  }
}
