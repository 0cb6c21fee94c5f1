// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.Fence;
import dev.tagtree.log.redis.RedisLog;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;

/** One fault at a time, and what a reader is told. */
@Impatient
@Timeout(30)
class RedisFaultsIT {
  private static final Tag A = Tag.parse("todos.byId(1)");
  private static final Tag B = Tag.parse("todos.byId(2)");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private RedisServer master;
  private RedisServer replica;

  @BeforeEach
  void start() throws Exception {
    master = RedisServer.create();
    replica = RedisServer.create();
    opened.add(master);
    opened.add(replica);
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private static RedisLog.Builder builder(int port) {
    return RedisLog.builder("127.0.0.1", port)
        .blockTime(Duration.ofMillis(50))
        .timeout(Duration.ofMillis(500));
  }

  private RedisLog open(RedisLog.Builder builder) {
    RedisLog log = builder.build();
    opened.add(log);
    return log;
  }

  private TcpProxy proxy() throws Exception {
    TcpProxy proxy = TcpProxy.to(master.port());
    opened.add(proxy);
    return proxy;
  }

  /** Reads until a gap. */
  private static Cursor untilGap(RedisLog log, Cursor after) throws Exception {
    Cursor at = after;
    while (true) {
      Batch batch = readAnyway(log, at);
      at = batch.next();
      if (batch.gap()) {
        return at;
      }
    }
  }

  private static void untilRead(RedisLog log, Cursor after, Tag tag) throws Exception {
    Cursor at = after;
    while (true) {
      Batch batch = readAnyway(log, at);
      assertFalse(batch.gap());
      at = batch.next();
      if (batch.entries().stream().map(Invalidation::tag).anyMatch(tag::equals)) {
        return;
      }
    }
  }

  private static Batch readAnyway(RedisLog log, Cursor at) throws Exception {
    while (true) {
      try {
        return log.read(at, 10, LONG);
      } catch (LogUnavailableException later) {
        Thread.onSpinWait();
      }
    }
  }

  /** What ends a history. */
  enum End {
    RESTART,
    RESTART_EMPTY,
    FLUSH,
    META_LOST
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAHistoryIsAGapAndAnotherEpochForOneWhoWaits(End end) throws Exception {
    RedisLog log = open(builder(master.port()));
    Cursor before = log.append(List.of(A));
    switch (end) {
      case RESTART -> master.restart();
      case RESTART_EMPTY -> master.restartEmpty();
      case FLUSH -> master.flush();
      case META_LOST -> {
        try (Jedis jedis = master.connect()) {
          jedis.del("{tt}:meta");
        }
      }
    }
    Cursor after = untilGap(log, before);
    assertNotEquals(before.epoch(), after.epoch());
    log.append(List.of(B));
    untilRead(log, after, B);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fence.class,
      names = {"REPLID", "RUN_ID"})
  void aFailoverThatLosesAnAppendIsAGapAndAnotherEpoch(Fence fence) throws Exception {
    TcpProxy replication = proxy();
    replica.follow(master, replication.port());
    TcpProxy network = proxy();
    RedisLog log = open(builder(network.port()).fence(fence));
    Cursor known = log.append(List.of(A));
    replica.awaitCopy(master);
    replication.freeze();
    Cursor lost = log.append(List.of(B));
    failOver(network);
    Cursor after = untilGap(log, known);
    assertNotEquals(known.epoch(), after.epoch());
    assertTrue(log.read(lost, 10, Duration.ZERO).gap());
  }

  private void failOver(TcpProxy network) {
    replica.promote();
    network.target(replica.port());
    network.reset();
  }

  /** Why positions are not the ids that Redis gives: nobody is told that an entry was lost. */
  @Test
  void naiveStreamIdsLoseAnEntryOverAFailoverInSilence() throws Exception {
    TcpProxy replication = proxy();
    replica.follow(master, replication.port());
    try (Jedis old = master.connect();
        Jedis promoted = replica.connect()) {
      String cursor = naiveAdd(old, "e1");
      replica.awaitCopy(master);
      replication.freeze();
      naiveAdd(old, "LOST");
      replica.promote();
      naiveAdd(promoted, "e3");
      assertEquals(List.of("e3"), naiveRead(promoted, cursor));
    }
  }

  /** Why numbers are dense: what was trimmed before it was read is skipped in silence. */
  @Test
  void naiveReadingSkipsWhatWasTrimmedInSilence() throws Exception {
    try (Jedis jedis = master.connect()) {
      String cursor = naiveAdd(jedis, "first");
      for (int i = 0; i < 99; i++) {
        naiveAdd(jedis, "e" + i);
      }
      jedis.xtrim("naive", 10, false);
      assertEquals(10, naiveRead(jedis, cursor).size());
    }
  }

  private static String naiveAdd(Jedis jedis, String value) {
    return jedis.xadd("naive", StreamEntryID.NEW_ENTRY, Map.of("v", value)).toString();
  }

  private static List<String> naiveRead(Jedis jedis, String after) {
    return jedis
        .xread(XReadParams.xReadParams(), Map.of("naive", new StreamEntryID(after)))
        .get(0)
        .getValue()
        .stream()
        .map(entry -> entry.getFields().get("v"))
        .toList();
  }

  /** Why the epoch is bound to the server's history: a key is replicated to the next master. */
  @Test
  void naiveEpochInAReplicatedKeyGivesTwoEntriesOnePosition() throws Exception {
    TcpProxy replication = proxy();
    replica.follow(master, replication.port());
    try (Jedis old = master.connect();
        Jedis promoted = replica.connect()) {
      old.set("epoch", "e");
      old.incr("number");
      replica.awaitCopy(master);
      replication.freeze();
      String lost = old.get("epoch") + "-" + old.incr("number");
      replica.promote();
      String other = promoted.get("epoch") + "-" + promoted.incr("number");
      assertEquals(lost, other);
    }
  }

  @Test
  void whatWasTrimmedBeforeItWasReadIsAGap() throws Exception {
    RedisLog log = open(builder(master.port()));
    Cursor start = log.append(List.of(A));
    for (int i = 0; i < 20; i++) {
      log.append(List.of(B));
    }
    try (Jedis jedis = master.connect()) {
      jedis.xtrim("{tt}:log", 10, false);
    }
    assertTrue(log.read(start, 100, Duration.ZERO).gap());
    assertFalse(log.read(log.head(), 100, Duration.ZERO).gap());
  }

  @Test
  void aHoleInTheMiddleIsAGap() throws Exception {
    RedisLog log = open(builder(master.port()));
    Cursor start = log.head();
    log.append(List.of(A));
    Cursor middle = log.append(List.of(A));
    log.append(List.of(A));
    try (Jedis jedis = master.connect()) {
      jedis.xdel("{tt}:log", new StreamEntryID(middle.offset(), 2));
    }
    assertTrue(log.read(start, 100, Duration.ZERO).gap());
  }

  @Test
  void whatADeposedMasterAcknowledgedIsAppendedAgain() throws Exception {
    replica.follow(master);
    TcpProxy left = proxy();
    TcpProxy right = proxy();
    RedisLog isolated = open(builder(left.port()));
    RedisLog other = open(builder(right.port()));
    Cursor at = isolated.head();
    Cursor onward = appendToDeposedMaster(isolated, other, right);
    assertEquals(at.epoch(), isolated.read(at, 10, Duration.ZERO).next().epoch());
    failOver(left);
    untilGap(isolated, at);
    untilRead(other, onward, B);
  }

  /** {@return where the other one goes on, which has had its gap and does not see the entry} */
  private Cursor appendToDeposedMaster(RedisLog isolated, RedisLog other, TcpProxy network)
      throws Exception {
    Cursor at = isolated.head();
    replica.awaitCopy(master);
    failOver(network);
    Cursor onward = untilGap(other, at);
    isolated.append(List.of(B));
    return onward;
  }

  @Test
  void whatADeposedMasterAcknowledgedIsAppendedAgainByANodeThatEnds() throws Exception {
    replica.follow(master);
    TcpProxy left = proxy();
    TcpProxy right = proxy();
    RedisLog ends = builder(left.port()).blockTime(Duration.ofMinutes(1)).build();
    RedisLog other = open(builder(right.port()));
    Cursor onward = appendToDeposedMaster(ends, other, right);
    failOver(left);
    ends.close(); // it has read nothing since
    untilRead(other, onward, B);
  }

  @Test
  void aNodeThatDiesMakesEverybodyRefetch() throws Exception {
    TcpProxy network = proxy();
    RedisLog dies = builder(network.port()).lease(Duration.ofMillis(300)).build();
    RedisLog survives = open(builder(master.port()).lease(Duration.ofMillis(300)));
    Cursor at = survives.head();
    network.refuse(true);
    network.reset();
    dies.close();
    untilRead(survives, at, Tag.root());
  }

  @Test
  void aNodeThatEndsInOrderGivesItsLeaseBack() throws Exception {
    RedisLog ends = builder(master.port()).build();
    try (Jedis jedis = master.connect()) {
      assertEquals(1, jedis.zcard("{tt}:nodes"));
      ends.close();
      assertEquals(0, jedis.zcard("{tt}:nodes"));
    }
  }

  @Test
  void aLeaseIsGivenBackOnlyInTheEpochThatHoldsAll() throws Exception {
    RedisLog log = open(builder(master.port()));
    try (Jedis jedis = master.connect()) {
      String node = jedis.zrange("{tt}:nodes", 0, 0).get(0);
      leave(jedis, node, "another");
      assertEquals(1, jedis.zcard("{tt}:nodes"));
      leave(jedis, node, log.head().epoch());
      assertEquals(0, jedis.zcard("{tt}:nodes"));
    }
  }

  private static void leave(Jedis jedis, String node, String epoch) throws Exception {
    try (InputStream script = RedisLog.class.getResourceAsStream("log.lua")) {
      jedis.eval(
          new String(script.readAllBytes(), StandardCharsets.UTF_8),
          List.of("{tt}:log", "{tt}:meta", "{tt}:nodes"),
          List.of("leave", "replid", "unused", "100", "10000", "1000000000", node, epoch));
    }
  }

  @Test
  void aNodeThatEndsOwingAnAppendKeepsItsLease() throws Exception {
    RedisLog ends = builder(master.port()).build();
    try (Jedis jedis = master.connect()) {
      jedis.configSet("maxmemory", "1");
      assertThrows(LogUnavailableException.class, () -> ends.append(List.of(A)));
      ends.close();
      assertEquals(1, jedis.zcard("{tt}:nodes"));
    }
  }

  @Test
  void aFlushForgetsNoNode() throws Exception {
    TcpProxy network = proxy();
    RedisLog survives = open(builder(master.port()).lease(Duration.ofMillis(300)));
    RedisLog dies = builder(network.port()).lease(Duration.ofMillis(300)).build();
    try (Jedis jedis = master.connect()) {
      String first = jedis.zrange("{tt}:nodes", 0, 0).get(0);
      double renewed = jedis.zscore("{tt}:nodes", first);
      while (jedis.zscore("{tt}:nodes", first) == renewed) {
        Thread.onSpinWait(); // then the one that survives knows of the other one
      }
    }
    network.refuse(true);
    network.reset();
    dies.close();
    master.flush();
    Cursor at = survives.head();
    untilRead(survives, at, Tag.root());
  }

  @Test
  void aFrozenNetworkIsNoGapAndHoldsNobodyUpForLong() throws Exception {
    TcpProxy network = proxy();
    RedisLog log = open(builder(network.port()));
    Cursor at = log.append(List.of(A));
    network.freeze();
    assertThrows(LogUnavailableException.class, () -> log.read(at, 10, LONG));
    assertThrows(LogUnavailableException.class, () -> log.append(List.of(B)));
    assertThrows(LogUnavailableException.class, log::head);
    network.thaw();
    log.append(List.of(B));
    untilRead(log, at, B);
  }

  @Test
  void aLogIsOpenedWhileNothingAnswersAndGoesOnWhenItDoes() throws Exception {
    TcpProxy network = proxy();
    network.refuse(true);
    RedisLog log = open(builder(network.port()));
    assertThrows(LogUnavailableException.class, log::head);
    network.refuse(false);
    Cursor start = log.head();
    log.append(List.of(A));
    untilRead(log, start, A);
  }

  @Test
  void aFullRedisIsNamed() throws Exception {
    RedisLog log = open(builder(master.port()));
    Cursor start = log.head();
    master.configure("maxmemory", "1");
    LogUnavailableException full =
        assertThrows(LogUnavailableException.class, () -> log.append(List.of(A)));
    assertTrue(full.getMessage().contains("maxmemory"), full.getMessage());
    master.configure("maxmemory", "0");
    log.append(List.of(A));
    untilRead(log, start, A);
  }

  @Test
  void aMasterThatLacksReplicasRefusesAppendsAndIsStillRead() throws Exception {
    RedisLog log = open(builder(master.port()).retainedEntries(100));
    Cursor start = log.head();
    for (int i = 0; i < 105; i++) {
      log.append(List.of(A)); // more than are kept, and too few to be trimmed by an append
    }
    master.configure("min-replicas-to-write", "1");
    LogUnavailableException refused =
        assertThrows(LogUnavailableException.class, () -> log.append(List.of(B)));
    assertTrue(refused.getMessage().contains("min-replicas"), refused.getMessage());
    assertTrue(log.read(start, 1_000, Duration.ZERO).gap());
    assertEquals(100, log.read(log.oldest(), 1_000, Duration.ZERO).entries().size());
  }

  @Test
  void aReplicaIsRefused() throws Exception {
    replica.follow(master);
    RedisLog log = open(builder(replica.port()));
    LogUnavailableException refused = assertThrows(LogUnavailableException.class, log::head);
    assertTrue(refused.getMessage().contains("replica"), refused.getMessage());
  }

  @Test
  void anEntryOfALaterVersionIsTheRoot() throws Exception {
    RedisLog log = open(builder(master.port()));
    Cursor start = log.append(List.of(A));
    Cursor last = log.append(List.of(B));
    StreamEntryID later = new StreamEntryID(last.offset() + 1, 3);
    try (Jedis jedis = master.connect()) {
      jedis.xadd("{tt}:log", later, Map.of("2", "?"));
      jedis.hset("{tt}:meta", Map.of("number", "3", "offset", "" + later.getTime()));
    }
    assertEquals(
        List.of(B, Tag.root()),
        log.read(start, 10, Duration.ZERO).entries().stream().map(Invalidation::tag).toList());
  }

  @Test
  void scriptsThatAreFlushedAreSentAgain() throws Exception {
    RedisLog log = open(builder(master.port()).blockTime(Duration.ofMinutes(1)));
    Cursor start = log.append(List.of(A));
    try (Jedis jedis = master.connect()) {
      jedis.scriptFlush();
      log.append(List.of(B));
      jedis.scriptFlush();
    }
    assertEquals(B, log.read(start, 1, Duration.ZERO).entries().get(0).tag());
  }
}
