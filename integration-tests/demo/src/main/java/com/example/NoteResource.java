// SPDX-License-Identifier: Apache-2.0
package com.example;

import com.example.Item.Note;
import java.sql.SQLException;

/** The notes: each mutation says in its transaction what it makes stale, and no more. */
final class NoteResource extends Resource<Note> {
  /** Longest text, in characters as Java and JavaScript count them; a longer one is refused. */
  private static final int TEXT_LENGTH = 10_000;

  NoteResource(Database database) {
    super(
        database,
        "SELECT id, title, text FROM note",
        row -> new Note(row.getString(1), row.getString(2), row.getString(3)));
  }

  @Override
  Note create(Fields fields) throws SQLException {
    String title = fields.title();
    String text = fields.text("text", TEXT_LENGTH, "");
    return database.inTransaction(
        session -> {
          String id = session.insert("INSERT INTO note (title, text) VALUES (?, ?)", title, text);
          session.invalidate(AppTags.notes().list());
          return new Note(id, title, text);
        });
  }

  @Override
  Note update(long id, Fields fields) throws SQLException {
    return database.inTransaction(
        session -> {
          Note before = lock(session, id);
          String title = fields.title(before.title());
          String text = fields.text("text", TEXT_LENGTH, before.text());
          Note after = new Note(before.id(), title, text);
          if (!after.equals(before)) {
            session.update("UPDATE note SET title = ?, text = ? WHERE id = ?", title, text, id);
            session.invalidate(AppTags.notes().list(), AppTags.notes().byId(after.id()));
          }
          return after;
        });
  }

  @Override
  void delete(long id) throws SQLException {
    database.inTransaction(
        session -> {
          Note note = lock(session, id);
          session.update("DELETE FROM note WHERE id = ?", id);
          return session.invalidate(AppTags.notes().list(), AppTags.notes().byId(note.id()));
        });
  }
}
