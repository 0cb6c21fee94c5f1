// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tagtree.Tag;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.RedisLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two Redis servers for each test, the second of which can follow the first, and all that the test
 * opens beside them.
 */
final class RedisPair implements BeforeEachCallback, AfterEachCallback {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<AutoCloseable> opened = new ArrayList<>();
  RedisServer master;
  RedisServer replica;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    master = RedisServer.create();
    replica = RedisServer.create();
    opened.add(master);
    opened.add(replica);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  static RedisLog.Builder builder(int port) {
    return RedisLog.builder("127.0.0.1", port)
        .blockTime(Duration.ofMillis(50))
        .timeout(Duration.ofMillis(500));
  }

  /** {@return a log on the master} */
  RedisLog log() {
    return open(builder(master.port()));
  }

  /** {@return a log on what that leads to} */
  RedisLog log(TcpProxy network) {
    return open(builder(network.port()));
  }

  /** {@return a log that is closed after the test} */
  RedisLog open(RedisLog.Builder builder) {
    RedisLog log = builder.build();
    opened.add(log);
    return log;
  }

  /** {@return a network that leads to the master} */
  TcpProxy proxy() throws Exception {
    TcpProxy proxy = TcpProxy.to(master.port());
    opened.add(proxy);
    return proxy;
  }

  /** Makes the replica the master, to which a network leads from now on. */
  void failOver(TcpProxy network) {
    replica.promote();
    network.target(replica.port());
    network.reset();
  }

  /** Reads until a gap. */
  static Cursor untilGap(RedisLog log, Cursor after) throws Exception {
    Cursor at = after;
    while (true) {
      Batch batch = readAnyway(log, at);
      at = batch.next();
      if (batch.gap()) {
        return at;
      }
    }
  }

  /** Reads until a tag, and no gap. */
  static void untilRead(RedisLog log, Cursor after, Tag tag) throws Exception {
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
}
