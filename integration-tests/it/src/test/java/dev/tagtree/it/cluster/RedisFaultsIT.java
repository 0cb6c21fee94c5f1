// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static dev.tagtree.it.cluster.RedisPair.untilGap;
import static dev.tagtree.it.cluster.RedisPair.untilRead;
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
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.RedisLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** One fault at a time, and what a reader is told. */
@Impatient
@Timeout(30)
class RedisFaultsIT {
  private static final Tag A = Tag.parse("todos.byId(1)");
  private static final Tag B = Tag.parse("todos.byId(2)");
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final RedisPair redis = new RedisPair();

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
    RedisLog log = redis.log();
    Cursor before = log.append(List.of(A));
    switch (end) {
      case RESTART -> redis.master.restart();
      case RESTART_EMPTY -> redis.master.restartEmpty();
      case FLUSH -> redis.master.flush();
      case META_LOST -> {
        try (Jedis jedis = redis.master.connect()) {
          jedis.del("{tt}:meta");
        }
      }
    }
    Cursor after = untilGap(log, before);
    assertNotEquals(before.epoch(), after.epoch());
    log.append(List.of(B));
    untilRead(log, after, B);
  }

  @Test
  void whatWasTrimmedBeforeItWasReadIsAGap() throws Exception {
    RedisLog log = redis.log();
    Cursor start = log.append(List.of(A));
    for (int i = 0; i < 20; i++) {
      log.append(List.of(B));
    }
    try (Jedis jedis = redis.master.connect()) {
      jedis.xtrim("{tt}:log", 10, false);
    }
    assertTrue(log.read(start, 100, Duration.ZERO).gap());
    assertFalse(log.read(log.head(), 100, Duration.ZERO).gap());
  }

  @Test
  void aHoleInTheMiddleIsAGap() throws Exception {
    RedisLog log = redis.log();
    Cursor start = log.head();
    log.append(List.of(A));
    Cursor middle = log.append(List.of(A));
    log.append(List.of(A));
    try (Jedis jedis = redis.master.connect()) {
      jedis.xdel("{tt}:log", new StreamEntryID(middle.offset(), 2));
    }
    assertTrue(log.read(start, 100, Duration.ZERO).gap());
  }

  @Test
  void aFrozenNetworkIsNoGapAndHoldsNobodyUpForLong() throws Exception {
    TcpProxy network = redis.proxy();
    RedisLog log = redis.log(network);
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
    TcpProxy network = redis.proxy();
    network.refuse(true);
    RedisLog log = redis.log(network);
    assertThrows(LogUnavailableException.class, log::head);
    network.refuse(false);
    Cursor start = log.head();
    log.append(List.of(A));
    untilRead(log, start, A);
  }

  @Test
  void aFullRedisIsNamed() throws Exception {
    RedisLog log = redis.log();
    Cursor start = log.head();
    redis.master.configure("maxmemory", "1");
    LogUnavailableException full =
        assertThrows(LogUnavailableException.class, () -> log.append(List.of(A)));
    assertTrue(full.getMessage().contains("maxmemory"), full.getMessage());
    redis.master.configure("maxmemory", "0");
    log.append(List.of(A));
    untilRead(log, start, A);
  }

  @Test
  void aMasterThatLacksReplicasRefusesAppendsAndIsStillRead() throws Exception {
    RedisLog log = redis.open(RedisPair.builder(redis.master.port()).retainedEntries(100));
    Cursor start = log.head();
    for (int i = 0; i < 105; i++) {
      log.append(List.of(A)); // more than are kept, and too few to be trimmed by an append
    }
    redis.master.configure("min-replicas-to-write", "1");
    LogUnavailableException refused =
        assertThrows(LogUnavailableException.class, () -> log.append(List.of(B)));
    assertTrue(refused.getMessage().contains("min-replicas"), refused.getMessage());
    assertTrue(log.read(start, 1_000, Duration.ZERO).gap());
    assertEquals(100, log.read(log.oldest(), 1_000, Duration.ZERO).entries().size());
  }

  @Test
  void anEntryOfALaterVersionIsTheRoot() throws Exception {
    RedisLog log = redis.log();
    Cursor start = log.append(List.of(A));
    Cursor last = log.append(List.of(B));
    StreamEntryID later = new StreamEntryID(last.offset() + 1, 3);
    try (Jedis jedis = redis.master.connect()) {
      jedis.xadd("{tt}:log", later, Map.of("2", "?"));
      jedis.hset("{tt}:meta", Map.of("number", "3", "offset", "" + later.getTime()));
    }
    assertEquals(
        List.of(B, Tag.root()),
        log.read(start, 10, Duration.ZERO).entries().stream().map(Invalidation::tag).toList());
  }

  @Test
  void scriptsThatAreFlushedAreSentAgain() throws Exception {
    RedisLog log =
        redis.open(RedisPair.builder(redis.master.port()).blockTime(Duration.ofMinutes(1)));
    Cursor start = log.append(List.of(A));
    try (Jedis jedis = redis.master.connect()) {
      jedis.scriptFlush();
      log.append(List.of(B));
      jedis.scriptFlush();
    }
    assertEquals(B, log.read(start, 1, Duration.ZERO).entries().get(0).tag());
  }
}
