// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.XReadParams;

/**
 * The script's operations, each one round trip, and the wait for a new entry. Each call ends within
 * a bounded time: waiting for a connection, connecting and the answer take at most the timeout
 * each, and a connection that turns out to be dead is replaced once. All methods may be called from
 * any thread.
 */
final class Engine implements AutoCloseable {
  /** Most calls at once; more wait for one of these connections. */
  static final int MAX_CONNECTIONS = 8;

  private static final Pattern CODE =
      Pattern.compile(
          "\\b(BUSY|FENCE|LOADING|MASTERDOWN|MISCONF|NOAUTH|NOPERM|NOREPLICAS|OOM|READONLY"
              + "|WRONGPASS|WRONGTYPE)\\b");

  private static final String SCRIPT = script();
  private static final String SHA = sha(SCRIPT);

  private final RedisSettings settings;
  private final List<String> keys;
  private final RedisClient calls;
  private final RedisClient waits;

  Engine(RedisSettings settings) {
    this.settings = settings;
    this.keys = settings.keys();
    this.calls = client(MAX_CONNECTIONS);
    this.waits = client(1);
  }

  private RedisClient client(int connections) {
    int timeout = (int) settings.timeout().toMillis();
    JedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .from(settings.config())
            .protocol(null) // the server's own, without HELLO, which Redis 5 lacks
            .connectionTimeoutMillis(timeout)
            .socketTimeoutMillis(timeout)
            .blockingSocketTimeoutMillis((int) settings.blockTime().toMillis() + timeout)
            .build();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(settings.timeout());
    pool.setTestWhileIdle(false); // a dead one is replaced when it is used; and it needs no PING
    return RedisClient.builder()
        .hostAndPort(settings.address())
        .clientConfig(config)
        .poolConfig(pool)
        .build();
  }

  Reply append(Collection<String> tags) {
    return call("append", tags);
  }

  Reply head() {
    return call("head", List.of());
  }

  /**
   * Reads what is behind a position, and asks in the same round trip, but after that, whether the
   * position is known. The script would do both in one step, at six times the cost of each entry.
   */
  Found read(Cursor after, int max) {
    List<String> position = List.of(after.epoch(), Long.toString(after.offset()));
    String start = Long.toUnsignedString(after.offset() + 1) + "-0";
    return guarded(() -> onceMore(() -> read(start, Integer.toString(max), position)));
  }

  private Found read(String start, String max, List<String> position) {
    try {
      return pipelined(start, max, position);
    } catch (JedisNoScriptException unknown) {
      calls.eval(SCRIPT, keys, arguments("known", position)); // from now on it is known
      return pipelined(start, max, position);
    }
  }

  private Found pipelined(String start, String max, List<String> position) {
    try (AbstractPipeline pipeline = calls.pipelined()) {
      Response<Object> entries =
          pipeline.sendCommand(Command.XRANGE, keys.get(0), start, "+", "COUNT", max);
      Response<Object> known = pipeline.evalsha(SHA, keys, arguments("known", position));
      pipeline.sync();
      return new Found(Reply.of(known.get()), (List<?>) entries.get());
    }
  }

  /** Renews the lease of a node, and gives one to others that have none. */
  Reply renew(String node, Duration lease, Collection<String> others) {
    List<String> arguments = new ArrayList<>();
    arguments.add(node);
    arguments.add(Long.toString(TimeUnit.MICROSECONDS.convert(lease)));
    arguments.addAll(others);
    return call("renew", arguments);
  }

  Reply leave(String node, String epoch) {
    return call("leave", List.of(node, epoch));
  }

  /**
   * Waits, at most for the block time, for an entry behind an offset.
   *
   * @return the offset of the first one; the given one if there was none
   */
  long await(long offset) {
    StreamEntryID after = new StreamEntryID(offset, Long.MAX_VALUE);
    XReadParams params =
        XReadParams.xReadParams().count(1).block((int) settings.blockTime().toMillis());
    return guarded(
        () -> {
          var found = waits.xread(params, Map.of(keys.get(0), after));
          return found == null || found.isEmpty()
              ? offset
              : found.get(0).getValue().get(0).getID().getTime();
        });
  }

  private Reply call(String operation, Collection<String> more) {
    return guarded(() -> Reply.of(onceMore(() -> evaluate(arguments(operation, more)))));
  }

  /**
   * {@return what the script is given} Made anew for each attempt, because the epoch is: the one
   * before may have begun on a master that is deposed by now, and its answer been lost. Begun again
   * on the next master, one epoch would name two histories, and what was acknowledged in the first
   * would count as held by the second.
   */
  private List<String> arguments(String operation, Collection<String> more) {
    Retention retention = settings.retention();
    List<String> arguments = new ArrayList<>(more.size() + 6);
    arguments.add(operation);
    arguments.add(settings.fence().argument());
    arguments.add(Cursor.newEpoch()); // taken only where the old one has ended
    arguments.add(Integer.toString(retention.entries()));
    arguments.add(Long.toString(retention.bytes()));
    arguments.add(Long.toString(TimeUnit.MICROSECONDS.convert(retention.time())));
    arguments.addAll(more);
    return arguments;
  }

  /**
   * Once more, on a new connection, if a pooled one turns out to have died or to lead to a master
   * that was deposed; then the others may, too.
   */
  private <T> T onceMore(Supplier<T> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } catch (JedisConnectionException dead) {
      reconnect();
      if (System.nanoTime() - start > settings.timeout().toNanos() / 2) {
        throw dead; // it did not answer; a second wait would be as long
      }
    } catch (JedisDataException refused) {
      if (!code(refused).equals("READONLY")) {
        throw refused;
      }
      reconnect();
    }
    return call.get();
  }

  private void reconnect() {
    calls.getPool().clear();
    waits.getPool().clear();
  }

  private Object evaluate(List<String> arguments) {
    try {
      return calls.evalsha(SHA, keys, arguments);
    } catch (JedisNoScriptException unknown) {
      return calls.eval(SCRIPT, keys, arguments); // from now on it is known
    }
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (JedisDataException refused) {
      throw new LogUnavailableException("Redis refused: " + advice(refused), refused);
    } catch (JedisException failed) {
      throw new LogUnavailableException(
          "Redis does not answer; look at its address, its state and the network", failed);
    }
  }

  /** {@return the code of an error, which Redis before 7 wraps if it comes out of a script} */
  private static String code(JedisDataException refused) {
    String message = String.valueOf(refused.getMessage());
    if (message.contains("The user executing the script can't")) {
      return "NOPERM";
    }
    Matcher found = CODE.matcher(message);
    return found.find() ? found.group() : "";
  }

  /** {@return what to do about an error of Redis} */
  private static String advice(JedisDataException refused) {
    String code = code(refused);
    return switch (code) {
      case "OOM" -> "out of memory; raise maxmemory, or free some";
      case "READONLY" -> "this server is a replica; connect to the master";
      case "NOPERM", "NOAUTH", "WRONGPASS" ->
          code + "; compare the user's rights with those that RedisLog lists";
      case "NOREPLICAS" -> "too few replicas (min-replicas-to-write)";
      case "LOADING", "BUSY", "MASTERDOWN", "MISCONF" -> code + "; it may be over soon";
      case "FENCE" -> "INFO hides what the fence compares; choose another one";
      case "WRONGTYPE" -> "a key of the log is used by something else; choose another prefix";
      default -> "see the cause";
    };
  }

  private static String script() {
    try (InputStream in = Engine.class.getResourceAsStream("log.lua")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String sha(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }

  @Override
  public void close() {
    calls.close();
    waits.close();
  }
}
