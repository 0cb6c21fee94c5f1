// SPDX-License-Identifier: Apache-2.0
package com.example.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on a free port of the loopback interface, from binaries in a jar, nothing
 * installed. It can be killed, started again, followed by a standby, and is gone when closed.
 *
 * <p>Made by hand, because it is to be killed with -9, needs no Docker, and can be started by root.
 *
 * <p>It trusts whoever connects: for tests and demos. Used by one thread at a time.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String SUPERUSER = "postgres";

  /** Those that would outlive this process if it ended now. */
  private static final Set<PostgresServer> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN.forEach(PostgresServer::close), "close-postgres"));
  }

  private final Path programs;
  private final Path folder;
  private final int port;
  private final boolean fsync;
  private final List<PostgresServer> standbys = new ArrayList<>();
  private volatile @Nullable OwnProcess process;

  private PostgresServer(Path programs, Path folder, boolean fsync) throws IOException {
    this.fsync = fsync;
    this.programs = programs;
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    OPEN.add(this);
  }

  /** {@return a running, empty server of the version on the class path} */
  public static PostgresServer start() throws IOException {
    return create(PostgresBinaries.ofClassPath(), true);
  }

  /**
   * {@return the same that does not wait for the disk, and so starts faster after a kill}
   *
   * <p>What it has committed survives {@link #kill} all the same, because the kernel has it; a
   * power cut it would not survive.
   */
  public static PostgresServer startWithoutFsync() throws IOException {
    return create(PostgresBinaries.ofClassPath(), false);
  }

  /** {@return a running, empty server with the binaries of a jar, without fsync} */
  public static PostgresServer start(Path jar) throws IOException {
    return create(PostgresBinaries.of(jar), false);
  }

  private static PostgresServer create(Path programs, boolean fsync) throws IOException {
    PostgresServer server =
        new PostgresServer(programs, OwnFolder.create("tagtree-postgres-data"), fsync);
    try {
      OwnProcess.run(
          server.output(),
          server.program("initdb"),
          "--pgdata=" + server.data(),
          "--auth=trust",
          "--username=" + SUPERUSER,
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync");
      server.restart();
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /** {@return the port that it listens on, and keeps} */
  public int port() {
    return port;
  }

  /** {@return connections to it as the superuser} */
  public PGSimpleDataSource dataSource() {
    return dataSource(SUPERUSER, port);
  }

  /**
   * {@return connections as some user}
   *
   * @param through the port to connect to: its own, or that of a proxy
   */
  public PGSimpleDataSource dataSource(String user, int through) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {through});
    source.setDatabaseName(SUPERUSER);
    source.setUser(user);
    source.setConnectTimeout(2);
    return source;
  }

  /** Runs statements as the superuser. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** {@return the one value that a query results in, as the superuser} */
  public String query(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      if (!result.next()) {
        throw new SQLException("no row");
      }
      return String.valueOf(result.getString(1));
    }
  }

  /** Ends all sessions but the one that does it. */
  public void terminateBackends() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  /** Kills all its processes with -9, as a crash does. */
  public void kill() {
    OwnProcess running = process;
    if (running != null) {
      running.kill();
      process = null;
    }
  }

  /** Stops it in order: what is committed is on disk. */
  public void stop() {
    OwnProcess running = process;
    if (running != null) {
      running.interrupt(); // ends sessions, for which TERM would wait
      process = null;
    }
  }

  /** {@return the number of its process; 0 if it has none} */
  public long pid() {
    OwnProcess running = process;
    return running == null ? 0 : running.process().pid();
  }

  /** {@return whether it has a process} */
  public boolean isRunning() {
    OwnProcess running = process;
    return running != null && running.process().isAlive();
  }

  /** Starts it after {@link #kill} or {@link #stop}, on the same port and with the same data. */
  public void restart() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", "" + port));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=32MB",
            "fsync=" + (fsync ? "on" : "off"),
            "synchronous_commit=on", // or a kill loses what was committed, and tests nothing
            "wal_keep_size=64MB")) {
      command.addAll(List.of("-c", setting));
    }
    process = OwnProcess.start(output(), command);
    awaitReady();
  }

  /**
   * {@return a running asynchronous standby of this server; it is closed with it}
   *
   * <p>This server is stopped and started meanwhile.
   *
   * @param through the port at which the standby finds this server: its own, or that of a proxy
   */
  public PostgresServer standby(int through) throws IOException {
    stop();
    PostgresServer standby =
        new PostgresServer(programs, OwnFolder.create("tagtree-postgres-data"), fsync);
    standbys.add(standby);
    OwnProcess.run(output(), "cp", "-a", data().toString(), standby.data().toString());
    Files.writeString(
        standby.data().resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 user=%s port=%d'%n".formatted(SUPERUSER, through));
    OwnProcess.run(standby.output(), "touch", standby.data().resolve("standby.signal").toString());
    restart();
    standby.restart();
    return standby;
  }

  /** Makes a standby a primary, on a timeline of its own. */
  public void promote() throws SQLException {
    execute("SELECT pg_promote(true, 30)");
  }

  /** Kills it and deletes its data, and its standbys. */
  @Override
  public void close() {
    OPEN.remove(this);
    standbys.forEach(PostgresServer::close);
    kill();
    OwnFolder.delete(folder);
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(OwnProcess.PATIENCE_SECONDS);
    while (true) {
      try (Connection connection = dataSource().getConnection()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        if (!isRunning() || System.nanoTime() > end) {
          kill();
          throw new IOException("PostgreSQL did not start:\n" + Files.readString(output()), notYet);
        }
      }
      pause();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path output() throws IOException {
    Path file = folder.resolve("output.log");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return file;
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL started", interrupted);
    }
  }
}
