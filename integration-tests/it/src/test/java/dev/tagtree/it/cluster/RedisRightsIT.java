// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.redis.RedisLog;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** The rights that OPERATIONS.md lists are enough, and none of them is needless. */
@Impatient
class RedisRightsIT {
  private static final Path DOCUMENT = Path.of("../../runtime/OPERATIONS.md");
  private static final Duration LEASE = Duration.ofMillis(200);

  /** {@return the line of the document that makes the user, as arguments} */
  private static List<String> documented() throws Exception {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("ACL SETUSER tagtree "))
        .map(line -> List.of(line.substring("ACL SETUSER tagtree ".length()).split(" ")))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> commands(List<String> rules) {
    return rules.stream()
        .filter(rule -> rule.startsWith("+"))
        .map(rule -> rule.substring(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theDocumentedRightsAreEnoughAndAllUsed() throws Exception {
    List<String> rules = documented();
    try (RedisServer server = RedisServer.create();
        Jedis admin = server.connect()) {
      admin.aclSetUser("tagtree", rules.toArray(String[]::new));
      admin.configResetStat();
      useEverything(server.port());
      Set<String> used = used(admin);
      used.removeAll(Set.of("config", "acl", "auth", "client", "hello"));
      assertEquals(commands(rules), used);
      try (Jedis user = server.connect()) {
        user.auth("tagtree", "secret");
        assertThrows(JedisAccessControlException.class, user::flushAll);
        assertThrows(JedisAccessControlException.class, () -> user.xlen("{tt}:log"));
        assertThrows(JedisAccessControlException.class, () -> user.hmget("another", "application"));
      }
    }
  }

  private static Set<String> used(Jedis admin) {
    return admin
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
        .map(name -> name.split("\\|")[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Appends, trims, reads, waits, dies and ends. */
  private static void useEverything(int port) throws Exception {
    try (TcpProxy network = TcpProxy.to(port);
        RedisLog log = builder(port).build()) {
      RedisLog dies = builder(network.port()).build();
      Cursor start = log.head();
      for (int i = 0; i < 3; i++) {
        log.append(List.of(Tag.parse("todos.byId(" + i + ")")));
      }
      network.refuse(true);
      network.reset();
      dies.close();
      List<Tag> read = new ArrayList<>();
      Cursor at = log.oldest();
      while (!read.contains(Tag.root())) {
        var batch = log.read(at, 10, Duration.ofSeconds(10));
        batch.entries().forEach(entry -> read.add(entry.tag()));
        at = batch.next();
      }
      assertTrue(log.read(start, 10, Duration.ZERO).gap());
    }
  }

  private static RedisLog.Builder builder(int port) {
    return RedisLog.builder(URI.create("redis://tagtree:secret@127.0.0.1:" + port))
        .retainedEntries(2)
        .lease(LEASE)
        .blockTime(Duration.ofMillis(50));
  }

  @Test
  void aRightThatIsMissingIsNamed() throws Exception {
    List<String> rules = new ArrayList<>(documented());
    assertTrue(rules.remove("+xadd"));
    try (RedisServer server = RedisServer.create();
        Jedis admin = server.connect()) {
      admin.aclSetUser("tagtree", rules.toArray(String[]::new));
      try (RedisLog log = builder(server.port()).build()) {
        LogUnavailableException refused =
            assertThrows(
                LogUnavailableException.class, () -> log.append(List.of(Tag.parse("todos.list"))));
        assertTrue(refused.getMessage().contains("rights"), refused.getMessage());
      }
    }
  }
}
