// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import dev.tagtree.Tag;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.redis.RedisLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * One random history: three nodes on a real Redis with a replica, to which everything happens that
 * can; a seed repeats its steps, though not the threads' timing. At its end each node's clients
 * know of each committed invalidation, or have refetched after it.
 */
final class RedisHistory {
  /** What can happen. */
  enum Step {
    INVALIDATE,
    BURST,
    KILL_REDIS,
    EMPTY_REDIS,
    FLUSH,
    LOSE_KEY,
    TRIM,
    FAIL_OVER,
    LAG,
    KILL_CLIENTS,
    RESET,
    FREEZE,
    SLOW,
    KILL_NODE,
    RESTART_NODE,
    PAUSE
  }

  private static final int NODES = 3;
  private static final int STEPS = 30;
  private static final int KEPT = 20;
  private static final long LEASE_MILLIS = 500;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** A committed mutation: what it made stale, and when by the history's clock. */
  private record Committed(String tag, long at) {}

  private final Random random;
  private final long seed;
  private final UnaryOperator<RedisLog.Builder> variant;
  private final AtomicLong clock = new AtomicLong();
  private final List<Committed> committed = new ArrayList<>();
  private final List<RedisNode> nodes = new ArrayList<>();
  private final StringBuilder trace = new StringBuilder();
  final Map<Step, Integer> steps = new EnumMap<>(Step.class);

  /** Half of all: faults that happen rarely hide behind others that make everybody refetch. */
  private final List<Step> kinds = new ArrayList<>();

  private RedisServer master;
  private RedisServer replica;
  private TcpProxy replication;

  /** On two servers, the second of which becomes a replica. */
  RedisHistory(
      long seed, RedisServer first, RedisServer second, UnaryOperator<RedisLog.Builder> variant) {
    this.seed = seed;
    this.random = new Random(seed);
    this.master = first;
    this.replica = second;
    this.variant = variant;
    for (Step step : Step.values()) {
      if (step == Step.PAUSE || random.nextBoolean()) {
        kinds.add(step);
      }
    }
  }

  /** Runs it, and {@return what is wrong at its end; empty if nothing is} */
  String run() throws Exception {
    master.promote();
    replication = TcpProxy.to(master.port());
    replica.follow(master, replication.port());
    try {
      for (int i = 0; i < NODES; i++) {
        nodes.add(node());
      }
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      heal();
      return verdict();
    } finally {
      for (RedisNode node : nodes) {
        node.close();
      }
      replication.close();
    }
  }

  private RedisNode node() throws IOException {
    TcpProxy network = TcpProxy.to(master.port());
    RedisLog.Builder builder =
        RedisLog.builder("127.0.0.1", network.port())
            .keyPrefix("history" + seed + ":{tt}")
            .retainedEntries(KEPT)
            .blockTime(Duration.ofMillis(50))
            .timeout(Duration.ofMillis(400))
            .lease(Duration.ofMillis(LEASE_MILLIS))
            .appendsRemembered(Duration.ofSeconds(10));
    return new RedisNode(network, variant.apply(builder).build(), clock);
  }

  private void step() throws Exception {
    Step step = random.nextInt(3) > 0 ? Step.INVALIDATE : kinds.get(random.nextInt(kinds.size()));
    RedisNode node = nodes.get(random.nextInt(NODES));
    steps.merge(step, 1, Integer::sum);
    trace.append(step).append(' ').append(nodes.indexOf(node)).append(", ");
    switch (step) {
      case INVALIDATE -> invalidate(node, 1 + random.nextInt(3));
      case BURST -> invalidate(node, KEPT + random.nextInt(KEPT));
      case KILL_REDIS -> master.restart();
      case EMPTY_REDIS -> master.restartEmpty();
      case FLUSH -> master.flush();
      case LOSE_KEY -> admin(jedis -> jedis.del(key(random.nextBoolean() ? "log" : "meta")));
      case TRIM -> admin(jedis -> jedis.xtrim(key("log"), random.nextInt(3), false));
      case FAIL_OVER -> failOver();
      case LAG -> replication.freeze();
      case KILL_CLIENTS ->
          admin(
              jedis ->
                  jedis.clientKill(
                      new ClientKillParams()
                          .type(ClientType.NORMAL)
                          .skipMe(ClientKillParams.SkipMe.YES)));
      case RESET -> node.network.reset();
      case FREEZE -> freeze(node);
      case SLOW -> node.slow(random.nextBoolean());
      case KILL_NODE -> kill(node);
      case RESTART_NODE -> restart(node);
      case PAUSE -> pause(random.nextInt(100));
    }
    if (random.nextInt(3) == 0) {
      pause(random.nextInt(10));
    }
  }

  private interface Call {
    void on(Jedis jedis);
  }

  private void admin(Call call) {
    try (Jedis jedis = master.connect()) {
      call.on(jedis);
    }
  }

  private String key(String name) {
    return "history" + seed + ":{tt}:" + name;
  }

  private void invalidate(RedisNode node, int count) {
    node.invalidate(commit(count));
  }

  /** As a database does, before anybody is told. */
  private List<Tag> commit(int count) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(Tag.parse("todos.byId(" + committed.size() + ")"));
      committed.add(new Committed(tags.get(i).toString(), clock.incrementAndGet()));
    }
    return tags;
  }

  /**
   * The replica becomes the master, with what it has received. Nodes turn to it one after another,
   * and some keep appending to the old master meanwhile.
   */
  private void failOver() throws Exception {
    replica.promote();
    RedisServer deposed = master;
    master = replica;
    for (RedisNode node : nodes) {
      node.isolated = true;
      if (random.nextBoolean()) {
        heal(node);
      }
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      pause(random.nextInt(60));
      invalidate(nodes.get(random.nextInt(NODES)), 1);
    }
    pause(random.nextInt(60));
    replication.close();
    replication = TcpProxy.to(master.port());
    boolean early = random.nextBoolean(); // connections to it live on, or are all gone by then
    if (early) {
      deposed.follow(master, replication.port());
    }
    for (RedisNode node : nodes) {
      if (node.isolated) {
        heal(node);
      }
    }
    if (!early) {
      deposed.follow(master, replication.port());
    }
    replica = deposed;
  }

  private void heal(RedisNode node) {
    node.network.target(master.port());
    node.network.reset();
    node.isolated = false;
    node.healed = System.nanoTime();
  }

  private void freeze(RedisNode node) {
    node.network.freeze();
    pause(random.nextBoolean() ? 30 : 450);
    node.network.thaw();
    node.healed = System.nanoTime(); // its lease may have ended meanwhile
  }

  /** Half of them die between a commit and its append. */
  private void kill(RedisNode node) throws IOException {
    // Until then it may owe to a deposed master, or have no lease that another node knows: the
    // documented holes.
    long settled = TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS);
    LockSupport.parkNanos(Math.max(node.healed, node.started) + settled - System.nanoTime());
    if (random.nextBoolean()) {
      commit(1);
    }
    node.kill();
    nodes.set(nodes.indexOf(node), node());
  }

  private void restart(RedisNode node) throws IOException {
    if (node.owes()) {
      trace.append("(spared), "); // a hub pays first
      return;
    }
    node.close();
    nodes.set(nodes.indexOf(node), node());
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void heal() {
    replication.thaw();
    for (RedisNode node : nodes) {
      node.slow(false);
    }
  }

  private String verdict() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    String wrong = wrong();
    while (!wrong.isEmpty() && System.nanoTime() < end) {
      pause(5);
      wrong = wrong();
    }
    return wrong.isEmpty() ? "" : "seed " + seed + ": " + wrong + " after " + trace;
  }

  private String wrong() {
    for (RedisNode node : nodes) {
      String name = "node " + nodes.indexOf(node);
      if (node.failure() != null) {
        return name + " failed: " + node.failure();
      }
      if (node.owes()) {
        return name + " still owes";
      }
      for (Committed mutation : committed) {
        if (!node.knows(mutation.tag(), mutation.at())) {
          return name + " never knew of " + mutation;
        }
      }
    }
    return "";
  }
}
