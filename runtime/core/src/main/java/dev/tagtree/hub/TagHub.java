// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells every open page which data went stale: the public face of TagTree on one server node.
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
  public static final int MAX_TAGS_PER_CALL = 1_024;

  /** Most that wait in {@link #whenServed} at once; others are not kept waiting. */
  public static final int MAX_WAITING = 1_024;

  /** Longest time that {@link #close} waits for clients to take their goodbye. */
  private static final Duration GOODBYE = Duration.ofMillis(500);

  private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

  /** For threads to close, after that, what took no goodbye. */
  private static final Duration GRACE = Duration.ofMillis(100);

  /** Longest time that {@link #close} waits for the log to take what is owed. */
  private static final Duration LAST_PAYMENT = Duration.ofSeconds(1);

  private static final int BYE_MILLIS = 4_000;
  private static final int REFUSED_MILLIS = 30_000;

  private final InvalidationLog log;
  private final boolean ownsLog;
  private final List<Tag> trees;
  private final HubSettings settings;
  private final HubCounters counters = new HubCounters();
  private final Listeners listeners = new Listeners(counters);
  private final Recordings recordings = new Recordings();
  private final Insight insight;
  private final Herd herd;
  private final EventRing ring;
  private final Loops loops;
  private final Polls polls;
  private final Backpressure backpressure;
  private final Appender appender;
  private final Tail tail;
  private final Thread thread;

  private volatile boolean draining;
  private volatile boolean closed;

  private TagHub(Builder builder) {
    ownsLog = builder.log == null;
    log = builder.log == null ? MemoryLog.create() : builder.log;
    trees = List.copyOf(builder.trees);
    settings = builder.settings(log.isShared());
    herd = new Herd(builder.refetchBudget);
    Optional<Cursor> start = start();
    ring =
        new EventRing(
            log.retention(),
            start.orElseGet(() -> new Cursor(newName(), 0)),
            settings.nanoTime().getAsLong());
    loops = new Loops(settings.maxConnections());
    insight = new Insight(trees, loops, listeners);
    polls = new Polls(ring, herd, settings, counters);
    backpressure = new Backpressure(ring, loops, log.retention().entries(), builder.pause);
    appender = new Appender(log, counters, builder.threaded);
    tail =
        new Tail(
            log,
            ring,
            listeners,
            loops,
            backpressure,
            new Merger(trees, builder.widenAbove, log.isShared()),
            herd,
            settings,
            counters,
            start.isPresent());
    tail.catchUp();
    thread = new Thread(tail, "tagtree-tail");
    thread.setDaemon(true);
    if (builder.threaded) {
      thread.start();
    }
  }

  /** {@return where the log begins; empty if it does not answer, then the tail asks again} */
  private Optional<Cursor> start() {
    try {
      return Optional.of(log.oldest());
    } catch (LogUnavailableException later) {
      return Optional.empty();
    }
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
    requireOpen();
    if (!all.isEmpty()) {
      if (!log.isShared()) {
        backpressure.appending(all.size());
      }
      CompletableFuture<Cursor> appended = appender.append(all);
      insight.called(all, appended);
      if (Thread.currentThread() != thread && !loops.isCurrent()) {
        appender.await(appended);
        backpressure.holdPublisher();
      }
      recordings.add(all, appended.getNow(null));
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
        listeners.add(
            Objects.requireNonNull(tag, "tag"), Objects.requireNonNull(listener, "listener"));
    insight.listens(tag);
    return listening;
  }

  /**
   * {@return a stamp: every invalidation up to it has reached this node's listeners}
   *
   * <p>Take it before data is read; a page that is rendered from the data gives it to {@code
   * connect({ url, cursor })}.
   */
  public Cursor cursor() {
    return tail.served().position();
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
    return tail.served().reach(cursor, Objects.requireNonNull(wait, "wait"));
  }

  /** {@return a recording of what is {@linkplain #invalidate invalidated} while something runs} */
  public Recording recording() {
    return new Recording(recordings);
  }

  /** {@return what the hub has done so far, for a metrics endpoint} */
  public HubStats stats() {
    return counters.read(loops.connections(), loops.behind(ring.head().seq()), appender.owed());
  }

  /** {@return whether clients hear of everything; as a load balancer may ask, often} */
  public HubHealth health() {
    if (draining || closed) {
      return HubHealth.CLOSING;
    }
    boolean current =
        settings.nanoTime().getAsLong() - ring.verified() < settings.lately().toNanos();
    return current ? HubHealth.LIVE : HubHealth.DEGRADED;
  }

  /** {@return what this node tells those who debug an application; it keeps nothing unasked} */
  public Insight insight() {
    return insight;
  }

  /** For tests: pays debts, and takes one batch from the log; false if there are none. */
  boolean step() throws InterruptedException {
    boolean paid = appender.pay();
    return tail.step(Duration.ZERO) || paid;
  }

  EventRing ring() {
    return ring;
  }

  Loops loops() {
    return loops;
  }

  /** {@return the roots of the trees it serves} */
  public List<Tag> trees() {
    return trees;
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
    Loop loop = loops.on(thread, on -> new Loop(on, loops, ring, herd, settings, counters));
    if (draining || closed || !loops.reserve(loop)) {
      counters.rejected.increment();
      int millis = draining || closed ? BYE_MILLIS : REFUSED_MILLIS;
      return loop.refuse(outlet, EventEncoder.refusal(jittered(millis)));
    }
    insight.subscribes(subscription.filter());
    // If close() comes now, it finds the loop, and says goodbye to this client after that.
    return loop.admit(subscription, outlet, newName());
  }

  /**
   * {@return how long an adapter waits before it answers a poll: not at all, unless another node
   * has told the client of what this one has yet to read}
   */
  public Duration pollDelay(Subscription subscription) {
    return polls.delay(subscription.resume());
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
    if (closed) {
      counters.rejected.increment();
      return PollAnswer.later(jittered(REFUSED_MILLIS));
    }
    insight.subscribes(subscription.filter());
    return polls.answer(subscription, newName(), draining ? jittered(REFUSED_MILLIS) : 0);
  }

  private String newName() {
    return Long.toString(settings.chance(1L << 60), 36);
  }

  private byte[] bye() {
    return EventEncoder.bye(jittered(BYE_MILLIS));
  }

  private long jittered(int millis) {
    return millis / 8 + settings.chance(millis - millis / 8);
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
    if (over.isNegative() || over.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException("a hub drains over 0 to 60 minutes");
    }
    draining = true;
    loops.forEach(loop -> loop.post(() -> loop.clock().drain(over)));
    awaitGone(over.plus(GOODBYE).plus(GRACE));
  }

  private void awaitGone(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!loops.isCurrent() && loops.connections() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * Says goodbye to all clients, which come back to another node or the next process, and stops.
   * Waits up to 600 ms for them; not on an I/O thread that serves them. Then stop the server. What
   * a shared log has yet to take is appended before that, for a second at most. Idempotent.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    appender.close(loops.isCurrent() ? Duration.ZERO : LAST_PAYMENT);
    tail.close();
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
    if (ownsLog) {
      log.close();
    }
    loops.forEach(loop -> loop.post(() -> loop.clock().finish(this::bye, GOODBYE)));
    awaitGone(GOODBYE.plus(GRACE)); // if this is their thread, they have their goodbye after it
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the hub is closed");
    }
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration PARK_LIMIT = Duration.ofSeconds(2);

    private final List<Tag> trees = new ArrayList<>();
    private @Nullable InvalidationLog log;
    private Duration heartbeat = Duration.ofSeconds(15);
    private Duration stallLimit = Duration.ofSeconds(30);
    private Duration maxAge = Duration.ofHours(1);
    private Duration window = Duration.ofMillis(4);
    private Duration moveOver = Duration.ZERO;
    private int widenAbove = 256;
    private int refetchBudget;
    private int maxConnections = 100_000;
    private LongSupplier nanoTime = System::nanoTime;
    private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;
    private LongConsumer pause = LockSupport::parkNanos;
    private boolean threaded = true;

    private Builder() {}

    /**
     * Adds a tree to serve; its schema is named in {@code hello}.
     *
     * @param root {@code AppTags.ALL}
     * @throws IllegalArgumentException if it is not the root of a generated tree
     */
    public Builder tree(Tag root) {
      if (Tag.schema(Objects.requireNonNull(root, "root")).isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + Tag.path(root)
                + "' is not the root of a tree; pass its ALL, such as AppTags.ALL");
      }
      trees.add(root);
      return this;
    }

    /**
     * Uses this log instead of one in memory; whoever opened it closes it, after the hub. Hubs
     * between which clients come and go need a {@linkplain InvalidationLog#isShared shared} one.
     */
    public Builder log(InvalidationLog log) {
      this.log = Objects.requireNonNull(log, "log");
      return this;
    }

    /** Sends a heartbeat to a connection that was silent this long; 15 s unless set. */
    public Builder heartbeat(Duration heartbeat) {
      this.heartbeat = positive(heartbeat, "heartbeat");
      return this;
    }

    /** Closes a connection that takes nothing for this long; 30 s unless set. */
    public Builder stallLimit(Duration stallLimit) {
      this.stallLimit = positive(stallLimit, "stallLimit");
      return this;
    }

    /** Makes a connection come back after this long, less up to a tenth; 1 h unless set. */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = positive(maxAge, "maxAge");
      return this;
    }

    /**
     * Collects the invalidations that follow another within this time, says each tag once, and
     * sends them together; 4 ms unless set, at most 1 s, 0 for none. The first one after a quiet
     * time goes out at once. While they come thick, 8 or more within it, it is five times as long.
     */
    public Builder coalesce(Duration window) {
      if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
        throw new IllegalArgumentException("the window is 0 to 1 s");
      }
      this.window = window;
      return this;
    }

    /**
     * Says {@code todos.byId(*)} instead of more than so many leaves {@code todos.byId(…)} that are
     * collected at once; 256 unless set. Values of groups and of {@link dev.tagtree.Scope scopes}
     * stay as they are. Only leaves of the hub's {@linkplain #tree trees} are widened.
     */
    public Builder widenAbove(int leaves) {
      if (leaves < 1) {
        throw new IllegalArgumentException("widenAbove is at least 1, not " + leaves);
      }
      this.widenAbove = leaves;
      return this;
    }

    /**
     * Makes clients spread their refetches, so that all clients of this node together ask the
     * origin for about so many a second: each is told to wait a random part of {@code clients
     * concerned / requestsPerSecond}, one minute at most. No limit unless set, and nobody waits.
     *
     * @param requestsPerSecond what the origin can take, divided by the number of nodes, counting
     *     one request for each client; 0 for no limit
     */
    public Builder refetchBudget(int requestsPerSecond) {
      if (requestsPerSecond < 0) {
        throw new IllegalArgumentException("refetchBudget is at least 0, not " + requestsPerSecond);
      }
      this.refetchBudget = requestsPerSecond;
      return this;
    }

    /**
     * Sends clients away when this node cannot read its log any more, each at a random moment
     * within this time: for several nodes behind a balancer that asks each for its {@link
     * TagHub#health}, so that they come to one that can. Unless set, or 0, they stay, and
     * heartbeats tell them.
     *
     * @throws IllegalArgumentException if it is negative or longer than an hour
     */
    public Builder moveClientsOver(Duration time) {
      if (time.isNegative() || time.compareTo(LONGEST_DRAIN) > 0) {
        throw new IllegalArgumentException("clients are moved over 0 to 60 minutes");
      }
      this.moveOver = time;
      return this;
    }

    /** Asks clients beyond this number to come back later; 100,000 unless set. */
    public Builder maxConnections(int maxConnections) {
      if (maxConnections < 1) {
        throw new IllegalArgumentException("maxConnections is at least 1, not " + maxConnections);
      }
      this.maxConnections = maxConnections;
      return this;
    }

    /**
     * For tests: takes time and chance from here, and leaves waiting and the tail's steps to them.
     */
    Builder stepped(LongSupplier nanoTime, RandomGenerator random, LongConsumer pause) {
      this.nanoTime = nanoTime;
      this.random = () -> random;
      this.pause = pause;
      this.threaded = false;
      return this;
    }

    /** {@return a hub that follows its log} */
    public TagHub build() {
      return new TagHub(this);
    }

    private HubSettings settings(boolean shared) {
      List<String> schemas =
          trees.stream().flatMap(tree -> Tag.schema(tree).stream()).distinct().toList();
      return new HubSettings(
          schemas,
          heartbeat,
          stallLimit,
          maxAge,
          window,
          shared ? PARK_LIMIT : Duration.ZERO,
          moveOver,
          maxConnections,
          nanoTime,
          random);
    }

    private static Duration positive(Duration duration, String name) {
      if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(name + " is 1 ms to 365 days");
      }
      return duration;
    }
  }
}
