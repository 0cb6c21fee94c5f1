// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.InvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a hub while they are collected, each with its unit, its range and what it is
 * unless set. Used by one thread.
 */
abstract class HubOptions {
  /** How long a client waits for this node to come to where it is. */
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
  private Machine machine = Machine.REAL;

  /**
   * Adds a tree to serve; its schema is named in {@code hello}.
   *
   * @param root {@code AppTags.ALL}
   * @throws IllegalArgumentException if it is not the root of a generated tree
   */
  public TagHub.Builder tree(Tag root) {
    if (Tag.schema(Objects.requireNonNull(root, "root")).isEmpty()) {
      throw new IllegalArgumentException(
          "'" + Tag.path(root) + "' is not the root of a tree; pass its ALL, such as AppTags.ALL");
    }
    trees.add(root);
    return self();
  }

  /**
   * Uses this log instead of one in memory; whoever opened it closes it, after the hub. Hubs
   * between which clients come and go need a {@linkplain InvalidationLog#isShared shared} one.
   */
  public TagHub.Builder log(InvalidationLog log) {
    this.log = Objects.requireNonNull(log, "log");
    return self();
  }

  /** Sends a heartbeat to a connection that was silent this long; 15 s unless set. */
  public TagHub.Builder heartbeat(Duration heartbeat) {
    this.heartbeat = HubSettings.lasting("heartbeat", heartbeat);
    return self();
  }

  /** Closes a connection that takes nothing for this long; 30 s unless set. */
  public TagHub.Builder stallLimit(Duration stallLimit) {
    this.stallLimit = HubSettings.lasting("stallLimit", stallLimit);
    return self();
  }

  /** Makes a connection come back after this long, less up to a tenth; 1 h unless set. */
  public TagHub.Builder maxAge(Duration maxAge) {
    this.maxAge = HubSettings.lasting("maxAge", maxAge);
    return self();
  }

  /**
   * Collects the invalidations that follow another within this time, says each tag once, and sends
   * them together; 4 ms unless set, at most 1 s, 0 for none. The first one after a quiet time goes
   * out at once. While they come thick, 8 or more within it, it is five times as long.
   */
  public TagHub.Builder coalesce(Duration window) {
    this.window = HubSettings.collecting("coalesce", window);
    return self();
  }

  /**
   * Says {@code todos.byId(*)} instead of more than so many leaves {@code todos.byId(…)} that are
   * collected at once; 256 unless set. Values of groups and of {@link dev.tagtree.Scope scopes}
   * stay as they are. Only leaves of the hub's {@linkplain #tree trees} are widened.
   */
  public TagHub.Builder widenAbove(int leaves) {
    this.widenAbove = HubSettings.atLeast("widenAbove", 1, leaves);
    return self();
  }

  /**
   * Makes clients spread their refetches, so that all clients of this node together ask the origin
   * for about so many a second: each is told to wait a random part of {@code clients concerned /
   * requestsPerSecond}, one minute at most. No limit unless set, and nobody waits.
   *
   * @param requestsPerSecond what the origin can take, divided by the number of nodes, counting one
   *     request for each client; 0 for no limit
   */
  public TagHub.Builder refetchBudget(int requestsPerSecond) {
    this.refetchBudget = HubSettings.atLeast("refetchBudget", 0, requestsPerSecond);
    return self();
  }

  /**
   * Sends clients away when this node cannot read its log any more, each at a random moment within
   * this time: for several nodes behind a balancer that asks each for its {@link TagHub#health}, so
   * that they come to one that can. Unless set, or 0, they stay, and heartbeats tell them.
   *
   * @throws IllegalArgumentException if it is negative or longer than an hour
   */
  public TagHub.Builder moveClientsOver(Duration time) {
    this.moveOver = HubSettings.leaving("moveClientsOver", time);
    return self();
  }

  /** Asks clients beyond this number to come back later; 100,000 unless set. */
  public TagHub.Builder maxConnections(int maxConnections) {
    this.maxConnections = HubSettings.atLeast("maxConnections", 1, maxConnections);
    return self();
  }

  /**
   * For tests: takes time and chance from here, and leaves waiting and the node's steps to them.
   */
  TagHub.Builder stepped(LongSupplier nanoTime, RandomGenerator random, LongConsumer pause) {
    this.machine = new Machine(nanoTime, () -> random, pause, false);
    return self();
  }

  /** {@return the log to follow; null for one in memory} */
  @Nullable InvalidationLog log() {
    return log;
  }

  /** {@return the roots of the trees to serve} */
  List<Tag> trees() {
    return List.copyOf(trees);
  }

  /**
   * {@return the settings}
   *
   * @param shared whether others append to the log, so that clients may come from a node ahead
   */
  HubSettings settings(boolean shared) {
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
        widenAbove,
        refetchBudget,
        maxConnections,
        machine);
  }

  abstract TagHub.Builder self();
}
