// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.postgres.PostgresLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The state of one process: a database and the hub that its transactions tell.
 *
 * @param log what the hub shares with those of other processes; null if there are none
 */
record Node(Database database, TagHub hub, @Nullable PostgresLog log) implements AutoCloseable {
  /** Within what time clients leave a node that cannot reach PostgreSQL, which others may. */
  private static final Duration MOVE_OVER = Duration.ofSeconds(2);

  /** A node without others: its hub is told after each commit. */
  static Node alone(Path file) throws CannotStartException {
    TagHub hub = TagHub.create(AppTags.ALL);
    hub.insight().keepCallSites(Node.class, Database.class); // for the Playground
    Database.Teller teller =
        new Database.Teller() {
          @Override
          public void committed(List<Tag> tags) {
            hub.invalidate(tags);
          }
        };
    return new Node(Database.open(file, teller), hub, null);
  }

  /** A node among others: what a transaction makes stale commits with it. */
  static Node amongOthers(String address) throws CannotStartException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(address);
    } catch (IllegalArgumentException noAddress) {
      throw new CannotStartException(
          "POSTGRES has to be like jdbc:postgresql://localhost/postgres?user=me", noAddress);
    }
    PostgresLog log = PostgresLog.builder(source).build();
    Database.Teller teller =
        new Database.Teller() {
          @Override
          public void commits(Connection transaction, List<Tag> tags) throws SQLException {
            log.append(transaction, tags);
          }
        };
    Database database;
    try {
      database = Database.share(source, teller);
    } catch (CannotStartException cannot) {
      log.close();
      throw cannot;
    }
    TagHub hub = TagHub.builder().tree(AppTags.ALL).log(log).moveClientsOver(MOVE_OVER).build();
    return new Node(database, hub, log);
  }

  /** Closes what is below the hub, which is closed before. */
  @Override
  public void close() {
    hub.close();
    if (log != null) {
      log.close();
    }
    database.close();
  }
}
