// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static dev.tagtree.it.cluster.RedisPair.untilGap;
import static dev.tagtree.it.cluster.RedisPair.untilRead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.Fence;
import dev.tagtree.log.redis.RedisLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** A replica that becomes the master, and what those are told who were on either side. */
@Impatient
@Timeout(30)
class RedisFailoverIT {
  private static final Tag A = Tag.parse("todos.byId(1)");
  private static final Tag B = Tag.parse("todos.byId(2)");

  @RegisterExtension final RedisPair redis = new RedisPair();

  @ParameterizedTest
  @EnumSource(
      value = Fence.class,
      names = {"REPLID", "RUN_ID"})
  void aFailoverThatLosesAnAppendIsAGapAndAnotherEpoch(Fence fence) throws Exception {
    TcpProxy replication = redis.proxy();
    redis.replica.follow(redis.master, replication.port());
    TcpProxy network = redis.proxy();
    RedisLog log = redis.open(RedisPair.builder(network.port()).fence(fence));
    Cursor known = log.append(List.of(A));
    redis.replica.awaitCopy(redis.master);
    replication.freeze();
    Cursor lost = log.append(List.of(B));
    redis.failOver(network);
    Cursor after = untilGap(log, known);
    assertNotEquals(known.epoch(), after.epoch());
    assertTrue(log.read(lost, 10, Duration.ZERO).gap());
  }

  @Test
  void whatADeposedMasterAcknowledgedIsAppendedAgain() throws Exception {
    redis.replica.follow(redis.master);
    TcpProxy left = redis.proxy();
    TcpProxy right = redis.proxy();
    RedisLog isolated = redis.log(left);
    RedisLog other = redis.log(right);
    Cursor at = isolated.head();
    Cursor onward = appendToDeposedMaster(isolated, other, right);
    assertEquals(at.epoch(), isolated.read(at, 10, Duration.ZERO).next().epoch());
    redis.failOver(left);
    untilGap(isolated, at);
    untilRead(other, onward, B);
  }

  @Test
  void anEpochThatBeganOnADeposedMasterIsNotBegunAgain() throws Exception {
    TcpProxy network = redis.proxy();
    RedisLog log =
        redis.open(RedisPair.builder(network.port()).withoutLease().timeout(Duration.ofSeconds(5)));
    String first = log.head().epoch();
    network.hold(); // the master does what it is asked to, and nobody hears of it
    redis.master.flush();
    CompletableFuture<Cursor> head = CompletableFuture.supplyAsync(log::head);
    String lost = awaitEpoch(redis.master, first);
    network.target(redis.replica.port());
    network.release();
    network.reset();
    head.exceptionally(alsoUnavailable -> log.head()).get(10, TimeUnit.SECONDS);
    assertNotEquals(lost, awaitEpoch(redis.replica, first));
  }

  /** {@return the epoch that a server is in, once it is another one} */
  private static String awaitEpoch(RedisServer server, String other) {
    String epoch = null;
    try (Jedis jedis = server.connect()) {
      while (epoch == null || epoch.equals(other)) {
        epoch = jedis.hget("{tt}:meta", "epoch");
      }
    }
    return epoch;
  }

  @Test
  void whatADeposedMasterAcknowledgedIsAppendedAgainByANodeThatEnds() throws Exception {
    redis.replica.follow(redis.master);
    TcpProxy left = redis.proxy();
    TcpProxy right = redis.proxy();
    RedisLog ends = RedisPair.builder(left.port()).blockTime(Duration.ofMinutes(1)).build();
    RedisLog other = redis.log(right);
    Cursor onward = appendToDeposedMaster(ends, other, right);
    redis.failOver(left);
    ends.close(); // it has read nothing since
    untilRead(other, onward, B);
  }

  /** {@return where the other one goes on, which has had its gap and does not see the entry} */
  private Cursor appendToDeposedMaster(RedisLog isolated, RedisLog other, TcpProxy network)
      throws Exception {
    Cursor at = isolated.head();
    redis.replica.awaitCopy(redis.master);
    redis.failOver(network);
    Cursor onward = untilGap(other, at);
    isolated.append(List.of(B));
    return onward;
  }

  @Test
  void aReplicaIsRefused() throws Exception {
    redis.replica.follow(redis.master);
    RedisLog log = redis.open(RedisPair.builder(redis.replica.port()));
    LogUnavailableException refused = assertThrows(LogUnavailableException.class, log::head);
    assertTrue(refused.getMessage().contains("replica"), refused.getMessage());
  }
}
