// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema that tables and functions are in, by name; makes it where it is missing. Immutable.
 *
 * @param name also that of the channel of its notifications
 */
record Schema(String name) {
  static final String DEFAULT = "tagtree";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,39}");
  private static final Pattern WORD = Pattern.compile("\\btagtree\\b");
  private static final String FILE = "schema.sql";

  static Schema named(String name) {
    if (!NAME.matcher(name).matches() || name.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "name the schema by 1 to 40 characters of a-z, 0-9 and _, not with a digit first, nor pg_");
    }
    return new Schema(name);
  }

  /** {@return a statement that is written for the schema {@code tagtree}, for this one} */
  String sql(String statement) {
    return name.equals(DEFAULT)
        ? statement
        : WORD.matcher(statement).replaceAll(Matcher.quoteReplacement(name));
  }

  /**
   * {@return whether the file was applied: whether its last function is there}
   *
   * <p>Asks the tables of the catalogue: to_regclass may answer from a cache that is older than the
   * lock under which it is asked.
   */
  boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                sql(
                    "SELECT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid ="
                        + " p.pronamespace WHERE n.nspname = 'tagtree' AND p.proname = 'renew')"))) {
      return result.next() && result.getBoolean(1);
    }
  }

  /** Applies the file, in one transaction; several processes may do that at once. */
  void create(Connection connection, boolean unlogged) throws SQLException {
    String script = sql(script());
    if (unlogged) {
      script = script.replace("CREATE TABLE ", "CREATE UNLOGGED TABLE ");
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          sql("SELECT pg_advisory_xact_lock(hashtextextended('schema of ' || 'tagtree', 0))"));
      if (!exists(connection)) {
        statement.execute(script);
      }
      connection.commit();
    } catch (SQLException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String script() {
    try (InputStream in = Schema.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
