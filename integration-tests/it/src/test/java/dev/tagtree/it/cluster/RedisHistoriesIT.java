// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.cluster.RedisHistory.Step;
import dev.tagtree.log.ExpectedWarnings;
import dev.tagtree.log.redis.Fence;
import dev.tagtree.log.redis.RedisLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random histories on a real Redis: no invalidation is lost in silence. The seeds are printed; one
 * is repeated by {@code -Dtagtree.seed=<seed>}, more are run by {@code
 * -Dtagtree.histories=<count>}.
 */
class RedisHistoriesIT {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.log.redis");

  /** Side by side, each on two servers of its own: most of a history is waiting. */
  private static final int WORLDS = 4;

  /**
   * What {@code -Dtagtree.planted=lease}, {@code memory} or {@code fence} leaves out, to see that
   * histories find it; each takes about a hundred.
   */
  private static final UnaryOperator<RedisLog.Builder> VARIANT =
      switch (System.getProperty("tagtree.planted", "")) {
        case "lease" -> RedisLog.Builder::withoutLease;
        case "memory" -> builder -> builder.appendsRemembered(Duration.ofMillis(1));
        case "fence" -> builder -> builder.fence(Fence.NONE);
        default -> UnaryOperator.identity();
      };

  @Test
  void nothingIsLostInSilence() throws Exception {
    Long only = Long.getLong("tagtree.seed");
    int count = only != null ? 1 : Integer.getInteger("tagtree.histories", 100);
    long first = only != null ? only : System.nanoTime() & 0xffffffL;
    System.out.println("histories on Redis: seeds " + first + " to " + (first + count - 1));
    Map<Step, Integer> steps = new EnumMap<>(Step.class);
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(WORLDS);
    List<Future<List<String>>> running = new ArrayList<>();
    for (int i = 0; i < Math.min(WORLDS, count); i++) {
      running.add(threads.submit(world(first, count, next, steps)));
    }
    List<String> wrong = new ArrayList<>();
    for (Future<List<String>> world : running) {
      wrong.addAll(world.get());
    }
    threads.shutdown();
    System.out.println(count + " histories: " + steps);
    assertEquals(List.of(), wrong);
  }

  private static Callable<List<String>> world(
      long first, int count, AtomicInteger next, Map<Step, Integer> steps) {
    return () -> {
      List<String> wrong = new ArrayList<>();
      try (RedisServer one = RedisServer.create();
          RedisServer two = RedisServer.create()) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          RedisHistory history = new RedisHistory(first + i, one, two, VARIANT);
          String verdict = history.run();
          if (!verdict.isEmpty()) {
            wrong.add(verdict);
          }
          synchronized (steps) {
            history.steps.forEach((step, times) -> steps.merge(step, times, Integer::sum));
          }
        }
      }
      return wrong;
    };
  }
}
