// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.Tag;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * The place where transactions that mutate say what they make stale, for processes that have no
 * {@link PostgresLog}: a batch job, for instance. Whatever node has one numbers it and tells the
 * clients.
 *
 * <p>Immutable; its role needs {@code USAGE} of the schema and {@code INSERT (tags)} of the outbox.
 */
public final class PostgresOutbox {
  /** Most tags of one call; invalidate their group instead. */
  public static final int MAX_TAGS = 1_024;

  private final String insert;

  private PostgresOutbox(Schema schema) {
    // The number of the transaction tells the log's thread when it has ended; to read it needs no
    // right on the table, unlike RETURNING.
    this.insert =
        schema.sql(
            "WITH said AS (INSERT INTO tagtree.outbox (tags) VALUES (?))"
                + " SELECT pg_current_xact_id()::text");
  }

  /** {@return the outbox of the schema {@code tagtree}} */
  public static PostgresOutbox create() {
    return create(Schema.DEFAULT);
  }

  /**
   * {@return the outbox of a schema}
   *
   * @throws IllegalArgumentException if the name is not 1 to 40 characters of a-z, 0-9 and _
   */
  public static PostgresOutbox create(String schema) {
    return new PostgresOutbox(Schema.named(schema));
  }

  /**
   * Says in the caller's transaction what it makes stale. Clients are told after its commit, and
   * never if it is rolled back. Takes no lock; the tags stay side by side.
   *
   * @param connection one that is in a transaction: auto-commit is off
   * @throws IllegalArgumentException if there is no tag or there are more than {@link #MAX_TAGS},
   *     or if the connection commits by itself
   * @throws SQLException if the database refuses; the transaction cannot be committed any more
   */
  public void append(Connection connection, List<Tag> tags) throws SQLException {
    insert(connection, tags);
  }

  /** The same for single tags. */
  public void append(Connection connection, Tag... tags) throws SQLException {
    insert(connection, List.of(tags));
  }

  /** {@return the number of the transaction} */
  long insert(Connection connection, List<Tag> tags) throws SQLException {
    String[] texts = texts(tags);
    if (connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "turn auto-commit off first: what is said here commits with the mutation, or not at all");
    }
    Array array = connection.createArrayOf("text", texts);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setArray(1, array);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    } finally {
      array.free();
    }
  }

  /** {@return the canonical texts, when there are neither too few nor too many} */
  static String[] texts(List<Tag> tags) {
    String[] texts = List.copyOf(tags).stream().map(Objects::toString).toArray(String[]::new);
    if (texts.length == 0) {
      throw new IllegalArgumentException("append needs at least one tag");
    }
    if (texts.length > MAX_TAGS) {
      throw new IllegalArgumentException(
          "append takes up to " + MAX_TAGS + " tags; invalidate their group instead");
    }
    return texts;
  }
}
