// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** The statements of mutations, as they are without a log. */
final class Mutations {
  private static final int ROWS = 10_000;

  private Mutations() {}

  static void createTables(PostgresServer server) throws SQLException {
    server.execute(
        "CREATE TABLE mutation (id bigserial PRIMARY KEY, text text)",
        "CREATE TABLE item (id int PRIMARY KEY, text text)",
        "CREATE TABLE note (id bigserial PRIMARY KEY, text text)",
        "INSERT INTO item SELECT i, 'text' FROM generate_series(1, " + ROWS + ") i");
  }

  /** The least that a mutation can be. */
  static void insert(Connection connection) throws SQLException {
    insert(connection, "mutation");
  }

  static void insert(Connection connection, String table) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " (text) VALUES (?)")) {
      insert.setString(1, "what a user wrote");
      insert.execute();
    }
  }

  /** What a handler of a request usually does. */
  static void change(Connection connection) throws SQLException {
    int id = 1 + ThreadLocalRandom.current().nextInt(ROWS);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT text FROM item WHERE id = ?")) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no row " + id);
        }
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE item SET text = ? WHERE id = ?")) {
      update.setString(1, "what a user wrote");
      update.setInt(2, id);
      update.execute();
    }
  }
}
