// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.Retention;
import dev.tagtree.log.RetentionBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The log of several nodes, in the PostgreSQL that they have anyway. What a transaction {@linkplain
 * #append(Connection, List) says} commits with it and is rolled back with it, so that an
 * invalidation is lost only together with the mutation that it tells of.
 *
 * <p>Whatever node has a log open moves what has committed into a common order, and every node
 * reads that. A crash of the server, or of nodes, loses nothing and makes nobody refetch; a
 * promoted standby, an emptied or an older log is a new epoch, in which every client refetches.
 * Where the files of an older backup are put back while no node runs, call {@code tagtree.renew}
 * yourself.
 *
 * <p>Thread-safe. Holds up to four connections and two threads until closed; nothing waits much
 * longer than the timeout for the database. What another format wrote, that of a newer version in a
 * rolling upgrade, is read as the root tag: clients refetch too much, never too little.
 */
public final class PostgresLog implements InvalidationLog {
  private final PostgresSettings settings;
  private final PostgresOutbox outbox;
  private final Newest newest = new Newest();
  private final OpenTransactions transactions;
  private final Notifications notifications;
  private final Reader reader;
  private final Appender appender;
  private final Pump pump;
  private final Listener listener;
  private volatile boolean closed;

  private PostgresLog(PostgresSettings settings) {
    this.settings = settings;
    this.outbox = PostgresOutbox.create(settings.schema().name());
    this.transactions = new OpenTransactions(settings.poll());
    this.notifications = new Notifications(settings.poll());
    this.reader = new Reader(settings, newest);
    this.appender = new Appender(settings, newest);
    this.pump = new Pump(settings, newest, transactions, reader, notifications);
    this.listener = new Listener(settings, newest, notifications);
  }

  /**
   * {@return a builder with the defaults}
   *
   * @param source where connections come from, for instance a pool, as a role that may use the log
   *     (see OPERATIONS.md)
   */
  public static Builder builder(DataSource source) {
    return new Builder(source);
  }

  private PostgresLog start() {
    start(pump, "pump");
    if (settings.listen()) {
      start(listener, "listen");
    }
    return this;
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, "tagtree-postgres-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Says in the caller's transaction what it makes stale. Clients of all nodes are told after its
   * commit, and never if it is rolled back. Takes no lock and waits for nobody; the tags of one
   * call stay side by side. The connection's role needs the rights of a publisher only.
   *
   * @param connection one that is in a transaction: auto-commit is off
   * @throws IllegalArgumentException if there is no tag or there are more than {@value
   *     PostgresOutbox#MAX_TAGS}, or if the connection commits by itself
   * @throws IllegalStateException if the log is closed
   * @throws SQLException if the database refuses; the transaction cannot be committed any more
   */
  public void append(Connection connection, List<Tag> tags) throws SQLException {
    requireOpen();
    transactions.add(outbox.insert(connection, tags), System.nanoTime());
  }

  /** The same for single tags. */
  public void append(Connection connection, Tag... tags) throws SQLException {
    append(connection, List.of(tags));
  }

  /**
   * {@inheritDoc}
   *
   * <p>In a transaction of its own, which is durable when this returns: for invalidations that no
   * transaction of this database belongs to.
   */
  @Override
  public Cursor append(List<Tag> tags) {
    String[] texts = PostgresOutbox.texts(tags);
    requireOpen();
    return uninterrupted(() -> appender.append(texts));
  }

  @Override
  public Cursor head() {
    requireOpen();
    return uninterrupted(() -> reader.now().headCursor());
  }

  @Override
  public Cursor oldest() {
    requireOpen();
    return uninterrupted(() -> reader.now().oldestCursor());
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    Objects.requireNonNull(after, "after");
    if (max < 1) {
      throw new IllegalArgumentException("read at least 1 entry, not " + max);
    }
    long patience = TimeUnit.NANOSECONDS.convert(wait); // the longest wait instead of an overflow
    long start = System.nanoTime();
    while (true) {
      requireOpen();
      Batch batch = reader.read(after, max);
      long left = patience - (System.nanoTime() - start);
      if (batch.gap() || !batch.entries().isEmpty() || left <= 0) {
        return batch;
      }
      newest.awaitOther(after, left);
    }
  }

  /** {@return true} */
  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Retention retention() {
    return settings.retention();
  }

  /**
   * {@return whether notifications are listened for, and come; else what others say is found within
   * the poll interval}
   */
  public boolean isListening() {
    return notifications.isListening();
  }

  @Override
  public void close() {
    closed = true;
    newest.close();
    pump.close();
    listener.close();
    appender.close();
    reader.close();
  }

  private interface Call {
    Cursor make() throws InterruptedException;
  }

  private static Cursor uninterrupted(Call call) {
    try {
      return call.make();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted before PostgreSQL answered", interrupted);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the invalidation log is closed");
    }
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder extends RetentionBuilder<Builder> {
    private final DataSource source;
    private Schema schema = Schema.named(Schema.DEFAULT);
    private Duration poll = Duration.ofMillis(50);
    private Duration timeout = Duration.ofSeconds(5);
    private boolean listen = true;
    private boolean createSchema = true;
    private boolean unlogged;

    private Builder(DataSource source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Uses tables in this schema; {@value Schema#DEFAULT} unless set.
     *
     * @throws IllegalArgumentException if the name is not 1 to 40 characters of a-z, 0-9 and _
     */
    public Builder schema(String name) {
      this.schema = Schema.named(name);
      return this;
    }

    /**
     * Looks this often for what others said, a psql for instance, and for all that is not notified;
     * 50 ms unless set.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 1 minute
     */
    public Builder pollInterval(Duration interval) {
      this.poll = PostgresSettings.POLL.check(interval);
      return this;
    }

    /**
     * Waits this long for the database before it counts as unavailable; 5 seconds unless set.
     *
     * @throws IllegalArgumentException if it is not 10 ms to 5 minutes
     */
    public Builder timeout(Duration timeout) {
      this.timeout = PostgresSettings.TIMEOUT.check(timeout);
      return this;
    }

    /**
     * Listens for notifications, on a connection of its own, unless set to false. Where they do not
     * come, which PgBouncer causes, that is found out, and polling alone goes on.
     */
    public Builder listen(boolean listen) {
      this.listen = listen;
      return this;
    }

    /**
     * Creates the schema where it is missing, unless set to false; then who owns the database
     * applies {@code schema.sql}, and the log is unavailable until then.
     */
    public Builder createSchema(boolean create) {
      this.createSchema = create;
      return this;
    }

    /**
     * Creates tables that are not logged: half of what is written to disk, and after each crash of
     * the server every client refetches. Matters only to who creates the schema.
     */
    public Builder unlogged(boolean unlogged) {
      this.unlogged = unlogged;
      return this;
    }

    /**
     * {@return the log; it connects by itself, and is unavailable as long as it cannot}
     *
     * @throws IllegalArgumentException if a bound is outside what {@link Retention} allows
     */
    public PostgresLog build() {
      return new PostgresLog(
              new PostgresSettings(
                  source, schema, retention(), poll, timeout, listen, createSchema, unlogged))
          .start();
    }
  }
}
