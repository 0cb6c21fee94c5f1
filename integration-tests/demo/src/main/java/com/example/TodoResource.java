// SPDX-License-Identifier: Apache-2.0
package com.example;

import com.example.Database.Session;
import com.example.Item.Todo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The todos: each mutation says in its transaction what it makes stale, and no more. */
final class TodoResource implements Resource {
  /** Locks the row until the transaction ends, so that two updates never mix their fields. */
  private static final String FOR_UPDATE = " FOR UPDATE";

  private final Database database;

  TodoResource(Database database) {
    this.database = database;
  }

  /** How many todos there are. */
  record Summary(long total, long done, long open) {}

  @Override
  public List<Todo> list() throws SQLException {
    return database.inTransaction(
        session ->
            session.query("SELECT id, title, done FROM todo ORDER BY id", TodoResource::row));
  }

  @Override
  public Optional<Object> view(String name) throws SQLException {
    return name.equals("summary") ? Optional.of(summary()) : Optional.empty();
  }

  private Summary summary() throws SQLException {
    return database.inTransaction(
        session ->
            session
                .query(
                    "SELECT count(*), count(CASE WHEN done THEN 1 END) FROM todo",
                    row ->
                        new Summary(
                            row.getLong(1), row.getLong(2), row.getLong(1) - row.getLong(2)))
                .get(0));
  }

  @Override
  public Todo get(long id) throws SQLException {
    return database.inTransaction(session -> find(session, id, ""));
  }

  @Override
  public Todo create(Fields fields) throws SQLException {
    String title = fields.title();
    boolean done = fields.flag("done", false);
    return database.inTransaction(
        session -> {
          String id = session.insert("INSERT INTO todo (title, done) VALUES (?, ?)", title, done);
          session.invalidate(AppTags.todos().list(), AppTags.todos().summary());
          return new Todo(id, title, done);
        });
  }

  @Override
  public Todo update(long id, Fields fields) throws SQLException {
    return database.inTransaction(session -> update(session, id, fields));
  }

  private static Todo update(Session session, long id, Fields fields) throws SQLException {
    Todo before = find(session, id, FOR_UPDATE);
    Todo after =
        new Todo(before.id(), fields.title(before.title()), fields.flag("done", before.done()));
    session.update(
        "UPDATE todo SET title = ?, done = ? WHERE id = ?", after.title(), after.done(), id);
    if (before.done() != after.done()) {
      session.invalidate(
          AppTags.todos().list(), AppTags.todos().summary(), AppTags.todos().byId(after.id()));
    } else if (!before.equals(after)) {
      session.invalidate(AppTags.todos().list(), AppTags.todos().byId(after.id()));
    }
    return after;
  }

  @Override
  public void delete(long id) throws SQLException {
    database.inTransaction(
        session -> {
          if (session.update("DELETE FROM todo WHERE id = ?", id) == 0) {
            throw Problem.notFound();
          }
          return session.invalidate(
              AppTags.todos().list(),
              AppTags.todos().summary(),
              AppTags.todos().byId(Long.toString(id)));
        });
  }

  private static Todo find(Session session, long id, String lock) throws SQLException {
    return session
        .query("SELECT id, title, done FROM todo WHERE id = ?" + lock, TodoResource::row, id)
        .stream()
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private static Todo row(ResultSet row) throws SQLException {
    return new Todo(row.getString(1), row.getString(2), row.getBoolean(3));
  }
}
