// SPDX-License-Identifier: Apache-2.0
package com.example;

import com.example.Item.Todo;
import java.sql.SQLException;

/** The todos: each mutation says in its transaction what it makes stale, and no more. */
final class TodoResource extends Resource<Todo> {
  TodoResource(Database database) {
    super(
        database,
        "SELECT id, title, done FROM todo",
        row -> new Todo(row.getString(1), row.getString(2), row.getBoolean(3)));
  }

  /** How many todos there are. */
  record Summary(long total, long done, long open) {}

  Summary summary() throws SQLException {
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
  Todo create(Fields fields) throws SQLException {
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
  Todo update(long id, Fields fields) throws SQLException {
    return database.inTransaction(
        session -> {
          Todo before = lock(session, id);
          String title = fields.title(before.title());
          boolean done = fields.flag("done", before.done());
          Todo after = new Todo(before.id(), title, done);
          if (!after.equals(before)) {
            session.update("UPDATE todo SET title = ?, done = ? WHERE id = ?", title, done, id);
            session.invalidate(AppTags.todos().list(), AppTags.todos().byId(after.id()));
          }
          if (done != before.done()) {
            session.invalidate(AppTags.todos().summary());
          }
          return after;
        });
  }

  @Override
  void delete(long id) throws SQLException {
    database.inTransaction(
        session -> {
          Todo todo = lock(session, id);
          session.update("DELETE FROM todo WHERE id = ?", id);
          return session.invalidate(
              AppTags.todos().list(), AppTags.todos().summary(), AppTags.todos().byId(todo.id()));
        });
  }
}
