// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;

/** The reasons why the log is not simpler: what befalls those who use Redis as comes to mind. */
@Impatient
@Timeout(30)
class RedisNaiveIT {
  @RegisterExtension final RedisPair redis = new RedisPair();

  /** Why positions are not the ids that Redis gives: nobody is told that an entry was lost. */
  @Test
  void naiveStreamIdsLoseAnEntryOverAFailoverInSilence() throws Exception {
    TcpProxy replication = redis.proxy();
    redis.replica.follow(redis.master, replication.port());
    try (Jedis old = redis.master.connect();
        Jedis promoted = redis.replica.connect()) {
      String cursor = naiveAdd(old, "e1");
      redis.replica.awaitCopy(redis.master);
      replication.freeze();
      naiveAdd(old, "LOST");
      redis.replica.promote();
      naiveAdd(promoted, "e3");
      assertEquals(List.of("e3"), naiveRead(promoted, cursor));
    }
  }

  /** Why numbers are dense: what was trimmed before it was read is skipped in silence. */
  @Test
  void naiveReadingSkipsWhatWasTrimmedInSilence() throws Exception {
    try (Jedis jedis = redis.master.connect()) {
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
    TcpProxy replication = redis.proxy();
    redis.replica.follow(redis.master, replication.port());
    try (Jedis old = redis.master.connect();
        Jedis promoted = redis.replica.connect()) {
      old.set("epoch", "e");
      old.incr("number");
      redis.replica.awaitCopy(redis.master);
      replication.freeze();
      String lost = old.get("epoch") + "-" + old.incr("number");
      redis.replica.promote();
      String other = promoted.get("epoch") + "-" + promoted.incr("number");
      assertEquals(lost, other);
    }
  }
}
