// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.DurationRange;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * The settings that the parts of one log share, each within its bounds; immutable.
 *
 * @param config of the driver; its timeouts and protocol are replaced
 * @param keyPrefix of all keys, with the hash tag that keeps them in one slot of a cluster
 * @param blockTime how long one wait for a new entry takes at most
 * @param timeout how long to wait for a connection, and for an answer
 * @param lease after how long without a sign of life this node is taken for dead; null for never
 * @param appendsRemembered how long own appends are remembered, for another epoch
 */
record RedisSettings(
    HostAndPort address,
    JedisClientConfig config,
    String keyPrefix,
    Fence fence,
    Duration blockTime,
    Duration timeout,
    @Nullable Duration lease,
    Duration appendsRemembered,
    Retention retention) {

  static final DurationRange BLOCK_TIME = range("the block time");
  static final DurationRange TIMEOUT = range("the timeout");
  static final DurationRange LEASE = range("the lease");
  static final DurationRange APPENDS_REMEMBERED =
      range("the time for which appends are remembered");

  private static final Pattern PREFIX = Pattern.compile("[!-z]*\\{[!-z]+\\}[!-z]*");
  private static final int MAX_PREFIX_CHARACTERS = 128;

  RedisSettings {
    checkPrefix(keyPrefix);
    BLOCK_TIME.check(blockTime);
    TIMEOUT.check(timeout);
    if (lease != null) {
      LEASE.check(lease);
    }
    APPENDS_REMEMBERED.check(appendsRemembered);
  }

  private static DurationRange range(String name) {
    return new DurationRange(name, Duration.ofMillis(1), Duration.ofMinutes(10));
  }

  static String checkPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches() || prefix.length() > MAX_PREFIX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a key prefix has a hash tag, as in shop:{tt}, no blanks, and at most "
              + MAX_PREFIX_CHARACTERS
              + " characters");
    }
    return prefix;
  }

  /** {@return the three keys that the script works on, in its order} */
  List<String> keys() {
    return List.of(keyPrefix + ":log", keyPrefix + ":meta", keyPrefix + ":nodes");
  }
}
