// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.Cursor;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pump that moves what has committed from the outbox into the log, and sees what others moved:
 * at regular times, and eagerly while transactions of this process are under way. One thread.
 */
final class Pump implements Runnable, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.log.postgres");

  /** Most rows and, but for one row, most tags of one batch. */
  private static final int BATCH_ROWS = 1_000;

  private static final long BATCH_TAGS = 4_096;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String PUMP =
      "SELECT now_epoch, now_pos, more, completed, moved FROM tagtree.pump(?, ?, ?, ?, ?, ?)";

  /** The findings of one look; no position if there is no epoch yet. */
  private record Look(@Nullable Cursor head, boolean more, List<Long> completed, long moved) {}

  private final Link link;
  private final PostgresSettings settings;
  private final Newest newest;
  private final OpenTransactions transactions;
  private final Reader reader;
  private final Notifications notifications;
  private volatile boolean closed;

  Pump(
      PostgresSettings settings,
      Newest newest,
      OpenTransactions transactions,
      Reader reader,
      Notifications notifications) {
    this.link = new Link("pump", settings);
    this.settings = settings;
    this.newest = newest;
    this.transactions = transactions;
    this.reader = reader;
    this.notifications = notifications;
  }

  /** Looks until closed. Whatever fails is tried again. */
  @Override
  public void run() {
    boolean failing = false;
    while (!closed) {
      try {
        if (!look()) {
          transactions.await();
        }
        failing = false;
      } catch (InterruptedException stray) {
        // nobody here interrupts; goes on
      } catch (Throwable failure) {
        if (!closed && !failing) {
          failing = true; // said once, not ten times a second
          LOGGER.log(
              System.Logger.Level.WARNING,
              "the outbox cannot be looked at; trying again until it can",
              failure);
        }
        pause();
      }
    }
  }

  /** Looks once; true if there is more. */
  private boolean look() throws InterruptedException {
    Cursor known = newest.get();
    Long[] awaited = transactions.numbers();
    long start = System.nanoTime();
    Look look = link.call(connection -> look(connection, awaited));
    long now = System.nanoTime();
    transactions.looked(now - start, look.moved());
    transactions.ended(look.completed(), now);
    Cursor head = look.head();
    if (head != null && known != null && !head.isSameHistoryAs(known)) {
      link.renew(); // a deposed primary goes on answering to who is connected to it
      head = link.call(connection -> look(connection, new Long[0])).head();
    }
    if (head == null) {
      return false; // another node begins the epoch
    }
    if (known != null && head.isBefore(known)) {
      reader.renew(head.epoch()); // it was further already: an older copy was put back
      return true;
    }
    notifications.looked(newest.advance(head), now);
    return look.more();
  }

  private Look look(Connection connection, Long[] awaited) throws SQLException {
    try (PreparedStatement pump = settings.statement(connection, PUMP)) {
      pump.setInt(1, BATCH_ROWS);
      pump.setLong(2, BATCH_TAGS);
      pump.setArray(3, connection.createArrayOf("bigint", awaited));
      settings.setRetention(pump, 4);
      try (ResultSet result = pump.executeQuery()) {
        result.next();
        String epoch = result.getString(1);
        Array completed = result.getArray(4);
        return new Look(
            epoch == null ? null : new Cursor(epoch, result.getLong(2)),
            result.getBoolean(3),
            List.of((Long[]) completed.getArray()),
            result.getLong(5));
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
    } catch (InterruptedException stray) {
      // goes on
    }
  }

  @Override
  public void close() {
    closed = true;
    transactions.close();
    link.close();
  }
}
