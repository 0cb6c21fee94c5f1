// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that cannot work are refused, with a sentence that says what to do. */
class RedisLogSettingsTest {
  private static RedisLog.Builder builder() {
    return RedisLog.builder("localhost", 6379);
  }

  @Test
  void aPrefixHasAHashTag() {
    for (String wrong : new String[] {"", "tt", "{}", "{tt", "{tt} ", "x".repeat(125) + "{tt}"}) {
      assertThrows(IllegalArgumentException.class, () -> builder().keyPrefix(wrong), wrong);
    }
    builder().keyPrefix("shop:{tt}");
  }

  @Test
  void timesHaveBounds() {
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofMinutes(11)}) {
      assertThrows(IllegalArgumentException.class, () -> builder().blockTime(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder().timeout(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder().lease(wrong));
      assertThrows(IllegalArgumentException.class, () -> builder().appendsRemembered(wrong));
    }
  }

  @Test
  void aTimeOutsideItsBoundsIsRefusedByName() {
    RedisLog.Builder builder = builder();
    assertEquals(
        "the lease is 1 ms to 10 min, not PT11M",
        assertThrows(IllegalArgumentException.class, () -> builder.lease(Duration.ofMinutes(11)))
            .getMessage());
    assertEquals(Duration.ofSeconds(10), builder.settings().lease(), "it stays as it was");
  }

  @Test
  void aLogWithoutALeaseTakesOneAgain() {
    assertNull(builder().withoutLease().settings().lease());
    Duration lease = Duration.ofSeconds(3);
    assertEquals(lease, builder().withoutLease().lease(lease).settings().lease());
  }

  @Test
  void retentionHasBounds() {
    assertThrows(IllegalArgumentException.class, builder().retainedEntries(0)::build);
  }

  @Test
  void aUriOfSomethingElseIsRefusedWithoutItsPassword() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> RedisLog.builder(URI.create("http://user:secret@localhost")));
    assertFalse(refused.getMessage().contains("secret"));
  }

  @Test
  void aUriNamesAddressAndDatabase() {
    RedisSettings settings =
        RedisLog.builder(URI.create("rediss://me:secret@example.com:7/3")).settings();
    assertEquals("example.com", settings.address().getHost());
    assertEquals(7, settings.address().getPort());
    assertEquals(3, settings.config().getDatabase());
    assertEquals("me", settings.config().getUser());
  }
}
