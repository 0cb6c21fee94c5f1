// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writer of transactions of its own, for invalidations that belong to no other. What many
 * threads append while one transaction is under way goes into the next one together: to be durable
 * costs a disk's time, once for all of them.
 */
final class Appender implements AutoCloseable {
  /** Most tags of one transaction; what is beyond waits for the next. */
  private static final int MAX_TAGS = 8 * PostgresOutbox.MAX_TAGS;

  private static final String APPEND =
      "SELECT now_epoch, first_pos FROM tagtree.append(?, ?, ?, ?, ?)";

  /** One call: a thread that waits. */
  private static final class Entry {
    final String[] texts;
    volatile @Nullable Cursor done;
    volatile @Nullable RuntimeException failed;

    Entry(String[] texts) {
      this.texts = texts;
    }
  }

  private final Link link;
  private final PostgresSettings settings;
  private final Newest newest;

  /** Held by the thread that appends for all. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Guarded by itself; as long as there are threads that wait. */
  private final Queue<Entry> waiting = new ArrayDeque<>();

  Appender(PostgresSettings settings, Newest newest) {
    this.link = new Link("append", settings);
    this.settings = settings;
    this.newest = newest;
  }

  /** {@return the position of the last one} */
  Cursor append(String[] texts) throws InterruptedException {
    Entry entry = new Entry(texts);
    synchronized (waiting) {
      waiting.add(entry);
    }
    try {
      if (!turn.tryLock(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LogUnavailableException(
            "PostgreSQL did not answer: earlier appends are under way", new TimeoutException());
      }
      try {
        while (entry.done == null && entry.failed == null) {
          appendNext();
        }
      } finally {
        turn.unlock();
      }
    } finally {
      synchronized (waiting) {
        waiting.remove(entry); // if its turn never came
      }
    }
    if (entry.failed != null) {
      throw entry.failed;
    }
    return Objects.requireNonNull(entry.done);
  }

  private void appendNext() throws InterruptedException {
    List<Entry> group = next();
    RuntimeException failure =
        new LogUnavailableException("the append was broken off", new InterruptedException());
    try {
      List<String> texts = new ArrayList<>();
      group.forEach(entry -> Collections.addAll(texts, entry.texts));
      Cursor at = appendAll(texts.toArray(String[]::new));
      for (Entry entry : group) {
        at = new Cursor(at.epoch(), at.offset() + entry.texts.length);
        entry.done = new Cursor(at.epoch(), at.offset() - 1);
      }
      newest.advance(new Cursor(at.epoch(), at.offset() - 1));
    } catch (RuntimeException refused) {
      failure = refused;
    } finally {
      for (Entry entry : group) {
        if (entry.done == null) {
          entry.failed = failure;
        }
      }
    }
  }

  private List<Entry> next() {
    List<Entry> group = new ArrayList<>();
    int tags = 0;
    synchronized (waiting) {
      while (!waiting.isEmpty() && tags + waiting.element().texts.length <= MAX_TAGS) {
        Entry entry = waiting.remove();
        tags += entry.texts.length;
        group.add(entry);
      }
    }
    return group;
  }

  /** {@return the position of the first one; the others follow it without holes} */
  private Cursor appendAll(String[] texts) throws InterruptedException {
    return link.call(
        connection -> {
          try (PreparedStatement append = settings.statement(connection, APPEND)) {
            append.setArray(1, connection.createArrayOf("text", texts));
            append.setInt(2, settings.timeoutMillis());
            settings.setRetention(append, 3);
            try (ResultSet result = append.executeQuery()) {
              result.next();
              return new Cursor(result.getString(1), result.getLong(2));
            }
          }
        });
  }

  @Override
  public void close() {
    link.close();
  }
}
