// SPDX-License-Identifier: Apache-2.0
package com.example;

import com.example.Database.Session;
import com.example.Item.Note;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The notes: each mutation says in its transaction what it makes stale, and no more. */
final class NoteResource implements Resource {
  /** Longest text, in characters as Java and JavaScript count them; a longer one is refused. */
  private static final int TEXT_LENGTH = 10_000;

  /** Locks the row until the transaction ends, so that two updates never mix their fields. */
  private static final String FOR_UPDATE = " FOR UPDATE";

  private final Database database;

  NoteResource(Database database) {
    this.database = database;
  }

  @Override
  public List<Note> list() throws SQLException {
    return database.inTransaction(
        session ->
            session.query("SELECT id, title, text FROM note ORDER BY id", NoteResource::row));
  }

  @Override
  public Note get(long id) throws SQLException {
    return database.inTransaction(session -> find(session, id, ""));
  }

  @Override
  public Note create(Fields fields) throws SQLException {
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
  public Note update(long id, Fields fields) throws SQLException {
    return database.inTransaction(session -> update(session, id, fields));
  }

  private static Note update(Session session, long id, Fields fields) throws SQLException {
    Note before = find(session, id, FOR_UPDATE);
    Note after =
        new Note(
            before.id(),
            fields.title(before.title()),
            fields.text("text", TEXT_LENGTH, before.text()));
    session.update(
        "UPDATE note SET title = ?, text = ? WHERE id = ?", after.title(), after.text(), id);
    if (!before.equals(after)) {
      session.invalidate(AppTags.notes().list(), AppTags.notes().byId(after.id()));
    }
    return after;
  }

  @Override
  public void delete(long id) throws SQLException {
    database.inTransaction(
        session -> {
          if (session.update("DELETE FROM note WHERE id = ?", id) == 0) {
            throw Problem.notFound();
          }
          return session.invalidate(
              AppTags.notes().list(), AppTags.notes().byId(Long.toString(id)));
        });
  }

  private static Note find(Session session, long id, String lock) throws SQLException {
    return session
        .query("SELECT id, title, text FROM note WHERE id = ?" + lock, NoteResource::row, id)
        .stream()
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private static Note row(ResultSet row) throws SQLException {
    return new Note(row.getString(1), row.getString(2), row.getString(3));
  }
}
