// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.DurationRange;
import dev.tagtree.log.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * The settings that the parts of one log share, each within its bounds; immutable.
 *
 * @param poll how often to look for what is not notified
 * @param timeout how long to wait for the database
 * @param listen whether to wait for notifications, too
 */
record PostgresSettings(
    DataSource source,
    Schema schema,
    Retention retention,
    Duration poll,
    Duration timeout,
    boolean listen,
    boolean createSchema,
    boolean unlogged) {

  static final DurationRange POLL =
      new DurationRange("the poll interval", Duration.ofMillis(1), Duration.ofMinutes(1));
  static final DurationRange TIMEOUT =
      new DurationRange("the timeout", Duration.ofMillis(10), Duration.ofMinutes(5));

  PostgresSettings {
    POLL.check(poll);
    TIMEOUT.check(timeout);
  }

  int timeoutMillis() {
    return Math.toIntExact(timeout.toMillis());
  }

  /** Makes the schema where it is missing, or says how. */
  void prepare(Connection connection) throws SQLException {
    if (schema.exists(connection)) {
      return;
    }
    if (!createSchema) {
      throw new SQLException("apply schema.sql, which is beside PostgresLog.class", "3F000");
    }
    schema.create(connection, unlogged);
  }

  /**
   * {@return a statement that is never kept by the server: behind PgBouncer the next transaction
   * may be on another one}
   */
  PreparedStatement statement(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(schema.sql(sql));
    if (statement.isWrapperFor(PGStatement.class)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    return statement;
  }

  /** Sets the last three parameters of the functions that append: what is kept. */
  void setRetention(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, retention.entries());
    statement.setLong(first + 1, retention.bytes());
    statement.setLong(first + 2, TimeUnit.MICROSECONDS.convert(retention.time()));
  }
}
