// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static dev.tagtree.it.cluster.RedisPair.untilRead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.RedisLog;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** The leases by which the death of a node is noticed that may have owed an append. */
@Impatient
@Timeout(30)
class RedisLeasesIT {
  private static final Tag A = Tag.parse("todos.byId(1)");

  @RegisterExtension final RedisPair redis = new RedisPair();

  @Test
  void aNodeThatDiesMakesEverybodyRefetch() throws Exception {
    TcpProxy network = redis.proxy();
    RedisLog dies = RedisPair.builder(network.port()).lease(Duration.ofMillis(300)).build();
    RedisLog survives =
        redis.open(RedisPair.builder(redis.master.port()).lease(Duration.ofMillis(300)));
    Cursor at = survives.head();
    network.refuse(true);
    network.reset();
    dies.close();
    untilRead(survives, at, Tag.root());
  }

  @Test
  void aNodeThatEndsInOrderGivesItsLeaseBack() throws Exception {
    RedisLog ends = RedisPair.builder(redis.master.port()).build();
    try (Jedis jedis = redis.master.connect()) {
      assertEquals(1, jedis.zcard("{tt}:nodes"));
      ends.close();
      assertEquals(0, jedis.zcard("{tt}:nodes"));
    }
  }

  @Test
  void aLeaseIsGivenBackOnlyInTheEpochThatHoldsAll() throws Exception {
    RedisLog log = redis.log();
    try (Jedis jedis = redis.master.connect()) {
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
    RedisLog ends = RedisPair.builder(redis.master.port()).build();
    try (Jedis jedis = redis.master.connect()) {
      jedis.configSet("maxmemory", "1");
      assertThrows(LogUnavailableException.class, () -> ends.append(List.of(A)));
      ends.close();
      assertEquals(1, jedis.zcard("{tt}:nodes"));
    }
  }

  @Test
  void aFlushForgetsNoNode() throws Exception {
    TcpProxy network = redis.proxy();
    RedisLog survives =
        redis.open(RedisPair.builder(redis.master.port()).lease(Duration.ofMillis(300)));
    RedisLog dies = RedisPair.builder(network.port()).lease(Duration.ofMillis(300)).build();
    try (Jedis jedis = redis.master.connect()) {
      String first = jedis.zrange("{tt}:nodes", 0, 0).get(0);
      double renewed = jedis.zscore("{tt}:nodes", first);
      while (jedis.zscore("{tt}:nodes", first) == renewed) {
        Thread.onSpinWait(); // then the one that survives knows of the other one
      }
    }
    network.refuse(true);
    network.reset();
    dies.close();
    redis.master.flush();
    Cursor at = survives.head();
    untilRead(survives, at, Tag.root());
  }
}
