// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.LogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection that lives long, is used by one thread at a time, and is made anew after each
 * failure. Nobody waits for it longer than the limit, even where the driver would: connecting is
 * done by a thread of its own, and there is never more than one.
 */
final class Link implements AutoCloseable {
  /** Work with the connection. */
  interface Work<T extends @Nullable Object> {
    T with(Connection connection) throws SQLException;
  }

  private final String name;
  private final PostgresSettings settings;
  private final ReentrantLock lock = new ReentrantLock();

  /** Written under the lock; whoever closes reads it without. */
  private volatile @Nullable FutureTask<Connection> connecting;

  /** Written under the lock; whoever closes reads it without. */
  private volatile @Nullable Connection connection;

  private volatile boolean closed;

  Link(String name, PostgresSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /**
   * {@return what the work results in}
   *
   * @throws LogUnavailableException if the database does not answer in time, or refuses
   * @throws IllegalStateException if the link is closed, also meanwhile
   */
  <T extends @Nullable Object> T call(Work<T> work) throws InterruptedException {
    requireOpen();
    if (!lock.tryLock(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
      throw unavailable("the database is busy with earlier calls", null);
    }
    try {
      requireOpen();
      return work.with(connected());
    } catch (SQLException failure) {
      drop();
      requireOpen();
      throw unavailable(advice(failure), failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the connection up, in a way that a pool does not give it out again: it may lead to
   * another server than new ones do.
   */
  void renew() throws InterruptedException {
    call(
        connection -> {
          abort(connection);
          this.connection = null;
          return null;
        });
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed = true;
    FutureTask<Connection> attempt = connecting;
    if (attempt != null && attempt.isDone()) {
      discard(attempt);
    }
    Connection current = connection;
    if (current == null) {
      return;
    }
    if (lock.tryLock()) {
      try {
        drop();
      } finally {
        lock.unlock();
      }
    } else {
      abort(current);
    }
  }

  private Connection connected() throws SQLException, InterruptedException {
    Connection current = connection;
    if (current == null) {
      current = connect();
      connection = current;
      if (closed) {
        drop();
        throw new SQLException("closed while connecting");
      }
    }
    return current;
  }

  private Connection connect() throws SQLException, InterruptedException {
    FutureTask<Connection> attempt = connecting;
    if (attempt == null) {
      attempt =
          new FutureTask<>(this::open) {
            @Override
            protected void done() {
              if (closed) {
                discard(this);
              }
            }
          };
      connecting = attempt;
      Thread thread = new Thread(attempt, "tagtree-postgres-connect-" + name);
      thread.setDaemon(true);
      thread.start();
    }
    try {
      Connection made = attempt.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
      connecting = null;
      return made;
    } catch (TimeoutException late) {
      throw new SQLException("no connection in time", late); // the attempt goes on
    } catch (ExecutionException failed) {
      connecting = null;
      if (failed.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new SQLException("the data source failed", failed.getCause());
    }
  }

  private Connection open() throws SQLException {
    Connection made = settings.source().getConnection();
    try {
      made.setNetworkTimeout(Runnable::run, settings.timeoutMillis());
      if (!made.getAutoCommit()) {
        made.setAutoCommit(true);
      }
      if (made.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        made.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      settings.prepare(made);
      if (closed) {
        throw new SQLException("closed while connecting");
      }
      return made;
    } catch (SQLException | RuntimeException failed) {
      close(made);
      throw failed;
    }
  }

  /** Closes what nobody waits for any more. */
  private static void discard(FutureTask<Connection> made) {
    try {
      close(made.get());
    } catch (ExecutionException | InterruptedException failed) {
      // nothing was made
    }
  }

  private void drop() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      close(current);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException broken) {
      // the driver lets go of it
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException broken) {
      // as wanted
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the invalidation log is closed");
    }
  }

  private static LogUnavailableException unavailable(String why, @Nullable Throwable cause) {
    Throwable known = cause == null ? new TimeoutException() : cause;
    return new LogUnavailableException("PostgreSQL did not answer: " + why, known);
  }

  /** {@return what to look at, by the kind of failure} */
  private static String advice(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "42501" -> "the role lacks a right; see the roles in OPERATIONS.md";
      case "3F000", "42P01", "42883" -> "the schema is not there or older; apply schema.sql";
      case "25006", "55000" -> "it is a standby; connect to the primary";
      case "55P03", "57014" -> "the log was locked for too long; look at pg_stat_activity";
      default -> state.startsWith("08") ? "look whether it can be reached" : "see the cause";
    };
  }
}
