// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.Retention;
import dev.tagtree.log.RetentionBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The log of several nodes that share one Redis (5 or later) or Valkey.
 *
 * <p>Entries live in one stream, their positions beside it; every append and every read is one
 * script, which also compares the server's history with the one that the epoch stands for. So a
 * restart, a failover, a flush, an eviction and a trimmed entry are all told as a gap.
 *
 * <p>An append is not part of the database's transaction. What that could lose is made up for:
 *
 * <ul>
 *   <li>A node that dies after its database's commit and before its append: its lease ends, and
 *       another node appends the root tag, so that every client refetches.
 *   <li>An append that was acknowledged by a master that was then deposed: the node appends it
 *       again, from memory, when it reads the epoch of the new one.
 * </ul>
 *
 * <p>What remains: a node that is cut off <em>together with a deposed master</em>, and ends before
 * it sees the new one, takes what it appended with it, if its lease ended on the new master before.
 * {@code min-replicas-to-write 1} and {@code min-replicas-max-lag 10} make the deposed master
 * refuse after 10 seconds. And while no Redis can be reached, what is owed is known to this process
 * only; if it dies, its lease makes the others refetch, but only where one was registered.
 *
 * <p>All methods may be called from any thread. One daemon thread for each log waits for new
 * entries and renews the lease. A call waits at most about four times the {@linkplain
 * Builder#timeout timeout}.
 *
 * <p>The user needs these rights on the keys {@code <prefix>:*}: {@code eval evalsha info time
 * hmget hset xadd xrange xread xtrim del zadd zrem zrange zrangebyscore}.
 */
public final class RedisLog implements InvalidationLog {
  /** Most entries that one read returns, whatever it is asked for. */
  static final int MAX_READ = 4_096;

  private final RedisSettings settings;
  private final Engine engine;
  private final Waiting waiting = new Waiting();
  private final Upkeep upkeep;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RedisLog(RedisSettings settings) {
    this.settings = settings;
    engine = new Engine(settings);
    upkeep = new Upkeep(engine, waiting, settings);
    upkeep.start();
  }

  /** {@return a builder for a server without a password} */
  public static Builder builder(String host, int port) {
    return builder(new HostAndPort(host, port), DefaultJedisClientConfig.builder().build());
  }

  /**
   * {@return a builder for {@code redis://user:password@host:port/database}, or {@code rediss} for
   * TLS}
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Builder builder(URI uri) {
    if (!JedisURIHelper.isValid(uri)) {
      throw new IllegalArgumentException(
          "a Redis URI is redis://user:password@host:port/database, or rediss:// for TLS");
    }
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri));
    if (JedisURIHelper.isRedisSSLScheme(uri)) {
      config.sslOptions(SslOptions.builder().build());
    }
    return builder(JedisURIHelper.getHostAndPort(uri), config.build());
  }

  /**
   * {@return a builder for a server with credentials, TLS or a database as the driver knows them}
   *
   * @param config its timeouts and protocol are replaced
   */
  public static Builder builder(HostAndPort address, JedisClientConfig config) {
    return new Builder(address, config);
  }

  @Override
  public Cursor append(List<Tag> tags) {
    List<Tag> all = List.copyOf(tags);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("append needs at least one tag");
    }
    requireOpen();
    try {
      Reply reply = upkeep.append(all);
      return reply.head();
    } catch (LogUnavailableException failed) {
      requireOpen();
      throw failed;
    }
  }

  @Override
  public Cursor head() {
    return engine.head().head();
  }

  @Override
  public Cursor oldest() {
    return engine.head().oldest();
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    Objects.requireNonNull(after, "after");
    if (max < 1) {
      throw new IllegalArgumentException("read at least 1 entry, not " + max);
    }
    long nanos = TimeUnit.NANOSECONDS.convert(wait); // the longest wait instead of an overflow
    long start = System.nanoTime();
    while (true) {
      requireOpen();
      Batch batch = readNow(after, Math.min(max, MAX_READ));
      long left = nanos - (System.nanoTime() - start);
      if (batch.gap() || !batch.entries().isEmpty() || left <= 0) {
        return batch;
      }
      waiting.await(after, Math.min(left, settings.blockTime().toNanos()));
    }
  }

  private Batch readNow(Cursor after, int max) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      Found found = engine.read(after, max);
      if (found.isEarly()) {
        found = engine.read(after, max);
      }
      upkeep.reading(found.known().epoch());
      return found.after(after);
    } catch (LogUnavailableException failed) {
      requireOpen();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failed;
    }
  }

  /** {@return true: other nodes append too, and an engine behind a network answers} */
  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Retention retention() {
    return settings.retention();
  }

  /**
   * Ends all calls, as {@link InvalidationLog#close} says, and gives the lease back, unless an
   * append failed last: then the other nodes are to refetch when the lease ends.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      waiting.end();
      upkeep.close();
      engine.close();
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the invalidation log is closed");
    }
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder extends RetentionBuilder<Builder> {
    private final HostAndPort address;
    private final JedisClientConfig config;
    private String keyPrefix = "{tt}";
    private Fence fence = Fence.REPLID;
    private Duration blockTime = Duration.ofMillis(500);
    private Duration timeout = Duration.ofSeconds(1);
    private @Nullable Duration lease = Duration.ofSeconds(10);
    private Duration appendsRemembered = Duration.ofSeconds(30);

    private Builder(HostAndPort address, JedisClientConfig config) {
      this.address = Objects.requireNonNull(address, "address");
      this.config = Objects.requireNonNull(config, "config");
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Names the three keys {@code <prefix>:log}, {@code <prefix>:meta} and {@code <prefix>:nodes};
     * {@code {tt}} by default. Nodes with the same prefix share a log.
     *
     * @throws IllegalArgumentException if it has no hash tag, which keeps the keys together in a
     *     cluster, has blanks, or is longer than 128 characters
     */
    public Builder keyPrefix(String prefix) {
      this.keyPrefix = RedisSettings.checkPrefix(prefix);
      return this;
    }

    /**
     * Tells another history from this; {@link Fence#REPLID} by default. The same on all nodes: with
     * different ones, each would find the epoch of another to be of another history, and renew it.
     */
    public Builder fence(Fence fence) {
      this.fence = Objects.requireNonNull(fence, "fence");
      return this;
    }

    /**
     * Looks at least so often whether the epoch has changed while nothing is appended; 500 ms by
     * default.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 10 minutes
     */
    public Builder blockTime(Duration time) {
      this.blockTime = RedisSettings.BLOCK_TIME.check(time);
      return this;
    }

    /**
     * How long to wait for a connection, and for an answer; 1 s by default.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 10 minutes
     */
    public Builder timeout(Duration time) {
      this.timeout = RedisSettings.TIMEOUT.check(time);
      return this;
    }

    /**
     * After how long without a sign of life a node is taken for dead, and everybody told to
     * refetch; 10 s by default. Longer than the longest pause that a living node makes.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 10 minutes
     */
    public Builder lease(Duration duration) {
      this.lease = RedisSettings.LEASE.check(duration);
      return this;
    }

    /**
     * Takes no lease: whatever a node has committed and not appended when it dies is lost. For
     * processes that never append.
     */
    public Builder withoutLease() {
      this.lease = null;
      return this;
    }

    /**
     * How long own appends are remembered, to append them again after a failover; 30 s by default.
     * Longer than a failover takes.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 10 minutes
     */
    public Builder appendsRemembered(Duration time) {
      this.appendsRemembered = RedisSettings.APPENDS_REMEMBERED.check(time);
      return this;
    }

    /**
     * {@return the log; also if Redis cannot be reached now}
     *
     * @throws IllegalArgumentException if a bound is outside what {@link Retention} allows
     */
    public RedisLog build() {
      return new RedisLog(settings());
    }

    RedisSettings settings() {
      return new RedisSettings(
          address,
          config,
          keyPrefix,
          fence,
          blockTime,
          timeout,
          lease,
          appendsRemembered,
          retention());
    }
  }
}
