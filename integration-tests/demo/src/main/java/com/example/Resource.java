// SPDX-License-Identifier: Apache-2.0
package com.example;

import com.example.Database.RowReader;
import com.example.Database.Session;
import java.sql.SQLException;
import java.util.List;

/**
 * A collection behind the REST interface: how it is read is the same for all, and each says itself
 * how it changes. A missing item is a {@link Problem}.
 */
abstract class Resource<T extends Item> {
  final Database database;
  private final String select;
  private final RowReader<T> reader;

  /** With the statement that selects all rows. */
  Resource(Database database, String select, RowReader<T> reader) {
    this.database = database;
    this.select = select;
    this.reader = reader;
  }

  /** {@return all items, the oldest first} */
  final List<T> list() throws SQLException {
    return database.inTransaction(session -> session.query(select + " ORDER BY id", reader));
  }

  final T get(long id) throws SQLException {
    return database.inTransaction(session -> find(session, id, ""));
  }

  abstract T create(Fields fields) throws SQLException;

  /** {@return the item, with the fields that are present changed} */
  abstract T update(long id, Fields fields) throws SQLException;

  abstract void delete(long id) throws SQLException;

  /** {@return the item, locked until the transaction ends, so that two updates never mix} */
  final T lock(Session session, long id) throws SQLException {
    return find(session, id, " FOR UPDATE");
  }

  private T find(Session session, long id, String lock) throws SQLException {
    return session.query(select + " WHERE id = ?" + lock, reader, id).stream()
        .findFirst()
        .orElseThrow(Problem::notFound);
  }
}
