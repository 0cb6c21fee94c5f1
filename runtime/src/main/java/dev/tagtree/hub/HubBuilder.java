// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects what differs from the defaults; used by one thread. */
public final class HubBuilder {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  final List<Tag> trees = new ArrayList<>();
  @Nullable InvalidationLog log;
  private Duration heartbeat = Duration.ofSeconds(15);
  private Duration stallLimit = Duration.ofSeconds(30);
  private Duration maxAge = Duration.ofHours(1);
  private Duration window = Duration.ofMillis(4);
  int widenAbove = 256;
  int refetchBudget;
  private int maxConnections = 100_000;
  private LongSupplier nanoTime = System::nanoTime;
  private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;
  LongConsumer pause = LockSupport::parkNanos;
  boolean threaded = true;

  HubBuilder() {}

  /**
   * Adds a tree to serve; its schema is named in {@code hello}.
   *
   * @param root {@code AppTags.ALL}
   * @throws IllegalArgumentException if it is not the root of a generated tree
   */
  public HubBuilder tree(Tag root) {
    if (Tag.schema(Objects.requireNonNull(root, "root")).isEmpty()) {
      throw new IllegalArgumentException(
          "'" + Tag.path(root) + "' is not the root of a tree; pass its ALL, such as AppTags.ALL");
    }
    trees.add(root);
    return this;
  }

  /** Uses this log instead of one in memory; whoever opened it closes it, after the hub. */
  public HubBuilder log(InvalidationLog log) {
    this.log = Objects.requireNonNull(log, "log");
    return this;
  }

  /** Sends a heartbeat to a connection that was silent this long; 15 s unless set. */
  public HubBuilder heartbeat(Duration heartbeat) {
    this.heartbeat = positive(heartbeat, "heartbeat");
    return this;
  }

  /** Closes a connection that takes nothing for this long; 30 s unless set. */
  public HubBuilder stallLimit(Duration stallLimit) {
    this.stallLimit = positive(stallLimit, "stallLimit");
    return this;
  }

  /** Makes a connection come back after this long, less up to a tenth; 1 h unless set. */
  public HubBuilder maxAge(Duration maxAge) {
    this.maxAge = positive(maxAge, "maxAge");
    return this;
  }

  /**
   * Collects the invalidations that follow another within this time, says each tag once, and sends
   * them together; 4 ms unless set, at most 1 s, 0 for none. The first one after a quiet time goes
   * out at once.
   */
  public HubBuilder coalesce(Duration window) {
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
  public HubBuilder widenAbove(int leaves) {
    if (leaves < 1) {
      throw new IllegalArgumentException("widenAbove is at least 1, not " + leaves);
    }
    this.widenAbove = leaves;
    return this;
  }

  /**
   * Makes clients spread their refetches, so that all clients of this node together ask the origin
   * for about so many a second: each is told to wait a random part of {@code clients concerned /
   * requestsPerSecond}, one minute at most. No limit unless set, and nobody waits.
   *
   * @param requestsPerSecond what the origin can take, divided by the number of nodes, counting one
   *     request for each client; 0 for no limit
   */
  public HubBuilder refetchBudget(int requestsPerSecond) {
    if (requestsPerSecond < 0) {
      throw new IllegalArgumentException("refetchBudget is at least 0, not " + requestsPerSecond);
    }
    this.refetchBudget = requestsPerSecond;
    return this;
  }

  /** Asks clients beyond this number to come back later; 100,000 unless set. */
  public HubBuilder maxConnections(int maxConnections) {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is at least 1, not " + maxConnections);
    }
    this.maxConnections = maxConnections;
    return this;
  }

  /**
   * For tests: takes time and chance from here, and leaves waiting and the tail's steps to them.
   */
  HubBuilder stepped(LongSupplier nanoTime, RandomGenerator random, LongConsumer pause) {
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

  HubSettings settings() {
    List<String> schemas =
        trees.stream().flatMap(tree -> Tag.schema(tree).stream()).distinct().toList();
    return new HubSettings(
        schemas, heartbeat, stallLimit, maxAge, window, maxConnections, nanoTime, random);
  }

  private static Duration positive(Duration duration, String name) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " is 1 ms to 365 days");
    }
    return duration;
  }
}
