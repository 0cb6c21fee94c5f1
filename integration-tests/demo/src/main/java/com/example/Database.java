// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.tagtree.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The place of the items, and transactions on them: an H2 file of this process alone, or a
 * PostgreSQL that several share.
 */
final class Database implements AutoCloseable {
  /** What H2 appends to the name of its file. */
  private static final String SUFFIX = ".mv.db";

  /**
   * A commit is in the file before anybody is told (by default, H2 writes up to 0.5 s later); the
   * demo closes the database itself; what goes wrong is told once, not in a file beside it.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";

  private static final String[] SCHEMA = {
    """
    CREATE TABLE IF NOT EXISTS todo (
      id BIGINT GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
      title VARCHAR NOT NULL,
      done BOOLEAN NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS note (
      id BIGINT GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
      title VARCHAR NOT NULL,
      text VARCHAR NOT NULL)
    """
  };

  private final DataSource source;
  private final Runnable dispose;
  private final Teller teller;

  private Database(DataSource source, Runnable dispose, Teller teller) {
    this.source = source;
    this.dispose = dispose;
    this.teller = teller;
  }

  /** Tells the pages what a transaction makes stale. */
  interface Teller {
    /** Before the commit, in the transaction. */
    default void commits(Connection transaction, List<Tag> tags) throws SQLException {}

    /** After it. */
    default void committed(List<Tag> tags) {}
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T in(Session session) throws SQLException;
  }

  /** Makes an object of the row that a result is at. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** {@return the database in this file, which is made if there is none} */
  static Database open(Path file, Teller teller) throws CannotStartException {
    String path = file.toAbsolutePath().normalize().toString();
    if (path.endsWith(SUFFIX)) {
      path = path.substring(0, path.length() - SUFFIX.length());
    }
    if (path.indexOf(';') >= 0) {
      throw new CannotStartException("the path of the database file must not contain ';'");
    }
    Path data = Path.of(path + SUFFIX);
    if (Files.exists(data) && !Files.isWritable(data)) {
      throw new CannotStartException("the database file " + data + " is not writable");
    }
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:file:" + path + SETTINGS, "", "");
    try {
      createTables(pool);
      return new Database(pool, pool::dispose, teller);
    } catch (SQLException failure) {
      pool.dispose();
      throw new CannotStartException(reason(failure, data), failure);
    }
  }

  /**
   * {@return a database of PostgreSQL, with tables that are made if they are missing}
   *
   * <p>Each transaction connects: what is kept open does not survive a crash of the server.
   */
  static Database share(DataSource source, Teller teller) throws CannotStartException {
    try {
      createTables(source);
      return new Database(source, () -> {}, teller);
    } catch (SQLException failure) {
      throw new CannotStartException("cannot use the PostgreSQL that POSTGRES names", failure);
    }
  }

  /** {@return whether it failed because the database is not there} */
  static boolean isGone(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || state.startsWith("57P"); // no connection; shutting down
  }

  private static void createTables(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : SCHEMA) {
        statement.execute(table);
      }
    }
  }

  private static String reason(SQLException failure, Path data) {
    if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return "the database file "
          + data
          + " is in use by another process; stop that one, or set DB to another file";
    }
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason");
    return "cannot open the database file " + data + ": " + message;
  }

  /**
   * Commits what {@code work} did before this returns, and has the pages told; nothing of it if it
   * throws.
   */
  <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Session session = new Session(connection);
        T result = work.in(session);
        if (!session.stale.isEmpty()) {
          teller.commits(connection, session.stale);
        }
        connection.commit();
        if (!session.stale.isEmpty()) {
          teller.committed(session.stale);
        }
        return result;
      } finally {
        connection.rollback(); // of nothing, after a commit
      }
    }
  }

  /** Closes the file when the last transaction has ended. */
  @Override
  public void close() {
    dispose.run();
  }

  /** The statements of one transaction. */
  static final class Session {
    private final Connection connection;
    private final List<Tag> stale = new ArrayList<>();

    private Session(Connection connection) {
      this.connection = connection;
    }

    <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, arguments);
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            rows.add(reader.read(result));
          }
        }
        return rows;
      }
    }

    /** {@return how many rows were changed} */
    int update(String sql, Object... arguments) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, arguments);
        return statement.executeUpdate();
      }
    }

    /** {@return the id of the new row} */
    String insert(String sql, Object... arguments) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
        bind(statement, arguments);
        statement.executeUpdate();
        try (ResultSet keys = statement.getGeneratedKeys()) {
          keys.next();
          return Long.toString(keys.getLong(1));
        }
      }
    }

    /** Says what it makes stale; {@return how many tags it has said} */
    int invalidate(Tag... tags) {
      stale.addAll(List.of(tags));
      return stale.size();
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
    }
  }
}
