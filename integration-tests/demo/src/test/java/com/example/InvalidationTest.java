// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mutation tells the hub what it changed, all of it and nothing else. */
class InvalidationTest {
  private static final String LAST = "*";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private TagHub hub;
  private Database database;
  private TodoResource todos;
  private NoteResource notes;

  @BeforeEach
  void open(@TempDir Path directory) throws CannotStartException {
    hub = TagHub.create(AppTags.ALL);
    hub.listen(AppTags.ALL, tag -> told.add(tag.toString()));
    Database.Teller teller =
        new Database.Teller() {
          @Override
          public void committed(List<Tag> tags) {
            hub.invalidate(tags);
          }
        };
    database = Database.open(directory.resolve("demo"), teller);
    todos = new TodoResource(database);
    notes = new NoteResource(database);
  }

  @AfterEach
  void close() {
    hub.close();
    database.close();
  }

  private static Fields fields(String json) {
    return Fields.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return what was told since the last call; the root, told now, comes after all of it} */
  private Set<String> told() throws InterruptedException {
    Tag root = AppTags.ALL;
    hub.invalidate(root);
    Set<String> tags = new TreeSet<>();
    while (true) {
      String tag = told.poll(30, TimeUnit.SECONDS);
      Assertions.assertNotNull(tag, "the hub tells its listeners");
      if (tag.equals(LAST)) {
        return tags;
      }
      tags.add(tag);
    }
  }

  @Test
  void creationTellsListAndSummary() throws Exception {
    todos.create(fields("{\"title\":\"a\"}"));
    assertEquals(Set.of("todos.list", "todos.summary"), told());

    notes.create(fields("{\"title\":\"a\"}"));
    assertEquals(Set.of("notes.list"), told());
  }

  @Test
  void renamingTellsListAndItemButNoSummary() throws Exception {
    todos.create(fields("{\"title\":\"a\"}"));
    notes.create(fields("{\"title\":\"a\"}"));
    told();

    todos.update(1, fields("{\"title\":\"b\"}"));
    assertEquals(Set.of("todos.list", "todos.byId(1)"), told());
    notes.update(1, fields("{\"text\":\"b\"}"));
    assertEquals(Set.of("notes.list", "notes.byId(1)"), told());
  }

  @Test
  void togglingTellsListSummaryAndItem() throws Exception {
    todos.create(fields("{\"title\":\"a\"}"));
    told();

    todos.update(1, fields("{\"done\":true}"));
    assertEquals(Set.of("todos.list", "todos.summary", "todos.byId(1)"), told());
  }

  @Test
  void deletionTellsListSummaryAndItem() throws Exception {
    todos.create(fields("{\"title\":\"a\"}"));
    notes.create(fields("{\"title\":\"a\"}"));
    told();

    todos.delete(1);
    assertEquals(Set.of("todos.list", "todos.summary", "todos.byId(1)"), told());
    notes.delete(1);
    assertEquals(Set.of("notes.list", "notes.byId(1)"), told());
  }

  @Test
  void whatChangesNothingTellsNothing() throws Exception {
    todos.create(fields("{\"title\":\"a\",\"done\":true}"));
    notes.create(fields("{\"title\":\"a\"}"));
    told();

    todos.update(1, fields("{\"title\":\"a\",\"done\":true}"));
    notes.update(1, fields("{}"));
    Assertions.assertThrows(Problem.class, () -> todos.update(1, fields("{\"title\":\"\"}")));
    Assertions.assertThrows(Problem.class, () -> todos.delete(2));
    Assertions.assertThrows(Problem.class, () -> notes.delete(2));
    assertEquals(Set.of(), told());
  }

  @Test
  void whoIsToldAlreadyFindsItCommitted() throws Exception {
    BlockingQueue<Integer> found = new LinkedBlockingQueue<>();
    hub.listen(
        AppTags.todos().list(),
        tag -> {
          try {
            found.add(todos.list().size());
          } catch (java.sql.SQLException failure) {
            found.add(-1);
          }
        });

    todos.create(fields("{\"title\":\"a\"}"));

    assertEquals(1, found.poll(30, TimeUnit.SECONDS));
  }
}
