// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import dev.tagtree.log.redis.RedisLog;
import dev.tagtree.test.InvalidationLogContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The log on Redis keeps the contract; each test has keys of its own. */
class RedisLogIT extends InvalidationLogContract {
  private static final AtomicInteger LOGS = new AtomicInteger();
  private static RedisServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RedisServer.create();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Each append is a round trip. */
  @Override
  protected int many() {
    return 2_000;
  }

  /** Offsets are the time of Redis, which no clock of the process changes. */
  @Override
  protected InvalidationLog open(Retention retention, InstantSource clock) {
    return RedisLog.builder("127.0.0.1", server.port())
        .keyPrefix("contract" + LOGS.incrementAndGet() + ":{tt}")
        .retainedEntries(retention.entries())
        .retainedBytes(retention.bytes())
        .retainedTime(retention.time())
        .timeout(Duration.ofSeconds(5))
        .build();
  }

  @Test
  void theDriverIsTheOneThatThisRunIsFor() {
    String jar = Jedis.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.contains(System.getProperty("tagtree.jedis", "jedis-")), jar);
  }
}
