// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.StoredLog.Mark;
import dev.tagtree.log.postgres.StoredLog.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader of the stored log, which ends its epoch when it finds that it is not what it was. Any
 * thread, one at a time.
 */
final class Reader implements AutoCloseable {
  /** Most entries of one read, so that memory is bounded whatever the caller asks for. */
  private static final int MAX_ENTRIES = 8_192;

  /** One statement, so that both tables are seen at one moment. */
  private static final String QUERY =
      "SELECT pg_is_in_recovery(), h.epoch, h.number, h.pos, h.floor_number, h.floor_pos,"
          + " l.number, l.pos, l.format, l.tag FROM tagtree.head h LEFT JOIN LATERAL"
          + " (SELECT * FROM tagtree.log WHERE pos >= ? ORDER BY pos LIMIT ?) l ON true"
          + " ORDER BY l.pos";

  private final Link link;
  private final PostgresSettings settings;
  private final Newest newest;
  private volatile @Nullable Invalidation last;

  Reader(PostgresSettings settings, Newest newest) {
    this.link = new Link("read", settings);
    this.settings = settings;
    this.newest = newest;
  }

  /** {@return what follows now; does not wait for anything to come} */
  Batch read(Cursor after, int max) throws InterruptedException {
    int limit = Math.min(max, MAX_ENTRIES);
    Cursor known = newest.get();
    Invalidation given = last;
    StoredLog stored = query(after.offset(), limit + 1);
    if (known != null && !known.isSameHistoryAs(stored.headCursor())) {
      link.renew(); // a deposed primary goes on answering to who is connected to it
      stored = query(after.offset(), limit + 1);
    }
    if (stored.isBroken(after, limit, known, given)) {
      renew(stored.epoch());
      stored = query(after.offset(), limit + 1);
    }
    Batch batch = stored.after(after, limit);
    if (!batch.entries().isEmpty()) {
      last = batch.entries().get(batch.entries().size() - 1);
    }
    newest.advance(batch.next());
    return batch;
  }

  /** {@return where the log stands} */
  StoredLog now() throws InterruptedException {
    StoredLog stored = query(Long.MAX_VALUE, 1);
    newest.advance(stored.headCursor());
    return stored;
  }

  /** Ends an epoch, unless somebody was faster. */
  void renew(String epoch) throws InterruptedException {
    link.call(
        connection -> {
          try (PreparedStatement renew =
              settings.statement(connection, "SELECT tagtree.renew(?, ?)")) {
            renew.setString(1, epoch);
            renew.setInt(2, settings.timeoutMillis());
            return renew.execute();
          }
        });
  }

  private StoredLog query(long from, int limit) throws InterruptedException {
    return link.call(
        connection -> {
          StoredLog stored = query(connection, from, limit);
          if (stored == null) {
            begin(connection);
            stored = query(connection, from, limit);
          }
          if (stored == null) {
            throw new SQLException("the log is about to begin"); // by another node
          }
          return stored;
        });
  }

  /** There is no epoch: the log is new, or was emptied. */
  private void begin(Connection connection) throws SQLException {
    try (PreparedStatement renew =
        settings.statement(connection, "SELECT tagtree.renew(NULL, ?)")) {
      renew.setInt(1, settings.timeoutMillis());
      renew.execute();
    }
  }

  private @Nullable StoredLog query(Connection connection, long from, int limit)
      throws SQLException {
    try (PreparedStatement select = settings.statement(connection, QUERY)) {
      select.setLong(1, from);
      select.setInt(2, limit);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? stored(result) : null;
      }
    }
  }

  private static StoredLog stored(ResultSet result) throws SQLException {
    if (result.getBoolean(1)) {
      throw new SQLException("the server is in recovery", "25006"); // it may be far behind
    }
    String epoch = result.getString(2);
    Mark head = new Mark(result.getLong(3), result.getLong(4));
    Mark floor = new Mark(result.getLong(5), result.getLong(6));
    List<Row> rows = new ArrayList<>();
    do {
      String tag = result.getString(10);
      if (tag != null) {
        rows.add(new Row(result.getLong(7), result.getLong(8), result.getInt(9), tag));
      }
    } while (result.next());
    return new StoredLog(epoch, head, floor, rows);
  }

  @Override
  public void close() {
    link.close();
  }
}
