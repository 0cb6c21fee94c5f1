// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.Cursor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * An ear for what others moved, before the next look would find it. It only makes things faster:
 * where nothing is heard, or nothing comes, looks find the same. One thread.
 */
final class Listener implements Runnable, AutoCloseable {
  private static final int BLOCK_MILLIS = 200;

  private final Link link;
  private final Schema schema;
  private final Newest newest;
  private final Notifications notifications;
  private final CountDownLatch closed = new CountDownLatch(1);

  Listener(PostgresSettings settings, Newest newest, Notifications notifications) {
    this.link = new Link("listen", settings);
    this.schema = settings.schema();
    this.newest = newest;
    this.notifications = notifications;
  }

  /** Listens until closed, with pauses where that is in vain. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try {
        link.call(this::listen);
      } catch (InterruptedException | RuntimeException failed) {
        // The pump fails likewise, and says so.
      } finally {
        notifications.end();
      }
      pause(notifications.nextPause());
    }
  }

  private Void listen(Connection connection) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + schema.name());
      notifications.begin();
      while (closed.getCount() > 0 && !notifications.areSilent()) {
        PGNotification[] came = driver.getNotifications(BLOCK_MILLIS);
        if (came != null && came.length > 0) {
          notifications.came();
          Optional<Cursor> head = Cursor.parse(came[came.length - 1].getParameter());
          head.ifPresent(newest::advance);
        }
      }
      statement.execute("UNLISTEN *");
    }
    throw new SQLException("nothing is heard here"); // so that the connection is given back
  }

  private void pause(long nanos) {
    try {
      closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stray) {
      // goes on
    }
  }

  @Override
  public void close() {
    closed.countDown();
    link.close();
  }
}
