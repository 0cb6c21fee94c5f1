// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import dev.tagtree.kit.Folder;
import dev.tagtree.kit.Sockets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real Redis that need not be installed: its program comes in a jar. It can be killed, started
 * again on the same folder and port, made a replica of another and promoted. Used by one thread.
 */
public final class RedisServer implements AutoCloseable {
  /** How long a server may take to start or to follow, in milliseconds; usually 5 to 100. */
  private static final long PATIENCE_MILLIS = 10_000;

  /** In the order in which they are tried: the first needs OpenSSL 3, the second nothing. */
  private static final List<String> INTEL =
      List.of("/redis-server-6.2.6-v5-linux-amd64", "/redis-server-6.2.7-linux-386");

  private static final List<String> ARM = List.of("/redis-server-6.2.7-linux-arm64");
  private static final List<String> MAC_INTEL = List.of("/redis-server-6.2.6-v5-darwin-amd64");
  private static final List<String> MAC_ARM = List.of("/redis-server-6.2.6-v5-darwin-arm64");

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private Child child;

  private RedisServer(Path folder, int port, List<String> settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /**
   * {@return a server that answers, on a free port of the loopback interface; it keeps each write
   * in a file}
   *
   * @param settings further lines of its configuration, as {@code "maxmemory", "10mb"}, in pairs
   * @throws IllegalStateException if none of the programs runs here
   */
  public static RedisServer create(String... settings) throws IOException {
    RedisServer server =
        new RedisServer(
            Files.createTempDirectory("tagtree-redis"),
            Sockets.freePort(),
            Arrays.asList(settings));
    server.start();
    return server;
  }

  /** Starts it, on what it had written. */
  public void start() throws IOException {
    for (Path program : Programs.ALL) {
      child = run(program);
      if (answers()) {
        return;
      }
      kill();
    }
    throw new IllegalStateException("no Redis program of the jar runs on this machine");
  }

  private Child run(Path program) throws IOException {
    List<String> command = new ArrayList<>(List.of("--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString(), "--save", ""));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "no"));
    command.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"));
    for (int i = 0; i < settings.size(); i += 2) {
      command.addAll(List.of("--" + settings.get(i), settings.get(i + 1)));
    }
    return Command.of(program.toString(), command)
        .in(folder)
        .start(folder.resolve("output.log")); // nobody would drain a pipe
  }

  private boolean answers() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (child.isAlive() && System.nanoTime() < end) {
      try (Jedis jedis = connect()) {
        jedis.ping();
        return true;
      } catch (JedisException notYet) {
        LockSupport.parkNanos(2_000_000);
      }
    }
    return false;
  }

  /** {@return the port that it listens at, as long as it exists} */
  public int port() {
    return port;
  }

  /** {@return a connection, to be closed by the caller} */
  public Jedis connect() {
    return new Jedis(
        new HostAndPort("127.0.0.1", port),
        DefaultJedisClientConfig.builder().timeoutMillis(5_000).build());
  }

  /** Ends it without notice, as {@code kill -9} does. */
  public void kill() {
    child.kill();
  }

  /** Kills it and starts it again. */
  public void restart() throws IOException {
    kill();
    start();
  }

  /** Kills it and starts it again without what it had written. */
  public void restartEmpty() throws IOException {
    kill();
    Folder.delete(folder);
    Files.createDirectories(folder);
    start();
  }

  /** Makes it a replica; returns when it has what the master had. */
  public void follow(RedisServer master) {
    follow(master, master.port());
  }

  /** Makes it a replica that reaches its master through another port. */
  public void follow(RedisServer master, int through) {
    try (Jedis jedis = connect()) {
      jedis.replicaof("127.0.0.1", through);
    }
    awaitCopy(master);
  }

  /** Returns when this replica has received everything that the master had. */
  public void awaitCopy(RedisServer master) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try (Jedis copy = connect();
        Jedis original = master.connect()) {
      long wanted = number(original, "master_repl_offset");
      while (number(copy, "slave_repl_offset") < wanted
          || !copy.info("replication").contains("master_link_status:up")) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the replica does not follow");
        }
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private static long number(Jedis jedis, String field) {
    return jedis
        .info("replication")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1).strip()))
        .findFirst()
        .orElse(-1);
  }

  /** Makes a replica a master; what it has not received by now is lost to those who turn to it. */
  public void promote() {
    try (Jedis jedis = connect()) {
      jedis.replicaofNoOne();
    }
  }

  /** Deletes everything in it. */
  public void flush() {
    try (Jedis jedis = connect()) {
      jedis.flushAll();
    }
  }

  /** Changes its configuration until it is started again. */
  public void configure(String name, String value) {
    try (Jedis jedis = connect()) {
      jedis.configSet(name, value);
    }
  }

  /** Kills it and deletes its files. */
  @Override
  public void close() throws IOException {
    kill();
    Folder.delete(folder);
  }

  /** The programs, unpacked once for each process and deleted at its end. */
  private static final class Programs {
    static final List<Path> ALL = unpack();

    private static List<Path> unpack() {
      try {
        Path folder = Files.createTempDirectory("tagtree-redis-program");
        List<Path> programs = new ArrayList<>();
        for (String name : names()) {
          Path program = folder.resolve(name.substring(1));
          try (InputStream in = RedisServer.class.getResourceAsStream(name)) {
            if (in == null) {
              continue;
            }
            Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
          }
          program.toFile().setExecutable(true);
          program.toFile().deleteOnExit();
          programs.add(program);
        }
        return programs;
      } catch (IOException full) {
        throw new IllegalStateException("the Redis program cannot be unpacked", full);
      }
    }

    private static List<String> names() {
      boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64");
      if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
        return arm ? MAC_ARM : MAC_INTEL;
      }
      return arm ? ARM : INTEL;
    }
  }
}
