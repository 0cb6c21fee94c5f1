// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one node to the engine: the rules by which a shared log finds every loss. The drivers
 * keep the same rules on real engines; here they meet all faults at once.
 */
final class SimulatedLog implements InvalidationLog {
  /** The same for all, as nobody reads its trace. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  private static final LogUnavailableException UNAVAILABLE =
      new LogUnavailableException("the engine does not answer", new IOException("simulated"));

  /** An own entry, and the epochs in which it was confirmed. */
  private record Own(Tag tag, List<String> epochs) {}

  private final SimulatedEngine engine;
  private final SimulatedLease lease;

  /** The servers that its connections lead to. */
  private Store tail;

  private Store writer;

  /** True while nothing gets through. */
  private boolean cut;

  /** The number of the next confirmations that do not get through. */
  private int lostAcks;

  private final List<Own> own = new ArrayList<>();

  /** True while the engine has not confirmed what it was given last. */
  private boolean owing;

  /** The position up to which it was read. */
  private Cursor position;

  /** The entry that stands there; null if nobody has looked. */
  private Invalidation last;

  SimulatedLog(SimulatedEngine engine, int node, boolean leased) {
    this.engine = engine;
    lease = new SimulatedLease(engine, node, leased);
    attachToPrimary();
    renewLease();
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  void loseAcks(int next) {
    lostAcks = next;
  }

  void attachToPrimary() {
    attach(engine.primary(), engine.primary());
  }

  void attach(Store tail, Store writer) {
    this.tail = tail;
    this.writer = writer;
  }

  /** {@return the server that it reads from, where that is also where its node's data is} */
  Store server() {
    return tail;
  }

  boolean reaches(Store store) {
    return !cut && engine.answers(store);
  }

  private Store reach(Store store) {
    if (!reaches(store)) {
      throw UNAVAILABLE;
    }
    return store;
  }

  /** {@return the position up to which it was read; null if it was not} */
  Cursor position() {
    return position;
  }

  private boolean is(Mistake mistake) {
    return engine.has(mistake);
  }

  // The SPI.

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Cursor append(List<Tag> tags) {
    if (is(Mistake.APPEND_DROPPED) && !reaches(writer)) {
      return writer.floor;
    }
    owing = true;
    Cursor cursor = engine.append(reach(writer), tags);
    if (lostAcks > 0) {
      lostAcks--;
      throw UNAVAILABLE;
    }
    owing = false;
    for (Tag tag : tags) {
      remember(tag);
    }
    return cursor;
  }

  @Override
  public Cursor head() {
    engine.settle(reach(tail));
    return tail.head();
  }

  @Override
  public Cursor oldest() {
    engine.settle(reach(tail));
    position = tail.floor;
    return position;
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) {
    Store store = reach(tail);
    if (!is(Mistake.NO_IDLE_EPOCH_CHECK)) {
      engine.settle(store);
    } else if (store.epoch == null) {
      return new Batch(List.of(), after, false, 0);
    }
    boolean other = !after.epoch().equals(store.epoch);
    reappend(store.epoch, other);
    if (other && !is(Mistake.EPOCH_IGNORED)) {
      return gap(store);
    }
    if (!other && !stillHolds(store, after)) {
      if (!is(Mistake.ROLLBACK_KEEPS_EPOCH)) {
        engine.renew(store);
      }
      return gap(store);
    }
    if (after.offset() < store.floor.offset() && !is(Mistake.TRIM_HOLE)) {
      return gap(store);
    }
    if (is(Mistake.STARTS_AT_HEAD) && last == null) {
      return at(store, List.of(), false, 0);
    }
    return read(store, after, max);
  }

  private Batch read(Store store, Cursor after, int max) {
    int from = store.entries.size();
    while (from > 0 && store.entries.get(from - 1).cursor().offset() > after.offset()) {
      from--;
    }
    int end = Math.min(store.entries.size(), from + max);
    List<Invalidation> read = store.entries.subList(from, end);
    if (is(Mistake.BATCH_CUT)) {
      return at(store, read, false, 0);
    }
    if (!read.isEmpty()) {
      last = read.get(read.size() - 1);
    }
    position = read.isEmpty() ? after : last.cursor();
    return new Batch(read, position, false, store.entries.size() - end);
  }

  private Batch gap(Store store) {
    return at(store, List.of(), true, 0);
  }

  private Batch at(Store store, List<Invalidation> read, boolean gap, int remaining) {
    List<Invalidation> all = store.entries;
    last = all.isEmpty() ? null : all.get(all.size() - 1);
    position = store.head();
    return new Batch(read, position, gap, remaining);
  }

  /** {@return whether what was read last still stands where it did} */
  private boolean stillHolds(Store store, Cursor after) {
    if (after.offset() > store.head().offset()) {
      return is(Mistake.REGRESS_IGNORED);
    }
    if (after.offset() < store.floor.offset()
        || after.equals(store.floor)
        || is(Mistake.NO_CONTENT_CHECK)) {
      return true;
    }
    for (Invalidation entry : store.entries) {
      if (entry.cursor().equals(after)) {
        return last == null || !last.cursor().equals(after) || last.equals(entry);
      }
    }
    return false;
  }

  private void remember(Tag tag) {
    List<String> epochs = new ArrayList<>(2);
    epochs.add(writer.epoch);
    own.add(new Own(tag, epochs));
  }

  /** Appends its own entries again that were confirmed where nobody will read them. */
  private void reappend(String epoch, boolean reset) {
    if (engine.kind() != Kind.REDIS
        || is(Mistake.NO_REAPPEND)
        || is(Mistake.REAPPEND_ONLY_ON_RESET) && !reset
        || !reaches(writer)) {
      return;
    }
    for (Own entry : own) {
      if (!entry.epochs.contains(epoch)) {
        engine.append(writer, List.of(entry.tag));
        entry.epochs.add(writer.epoch);
      }
    }
  }

  @Override
  public Retention retention() {
    return engine.retention();
  }

  @Override
  public void close() {
    if (!reaches(writer)) {
      return;
    }
    engine.settle(writer);
    reappend(writer.epoch, false);
    if (!owing || is(Mistake.LEASE_GIVEN_BACK)) {
      lease.giveBack(writer);
    }
  }

  // What its own threads do.

  void renewLease() {
    if (reaches(writer)) {
      lease.renew(writer);
    }
  }

  /** {@return whether it will tell the master of a node} */
  boolean willGiveLeaseTo(int node) {
    return lease.willBeGivenTo(node, writer);
  }

  /** Says everything for nodes that live no longer, as nobody knows what they had yet to say. */
  void buryOthers() {
    if (!lease.isUsed() || !reaches(writer)) {
      return;
    }
    long now = engine.micros(writer);
    for (int node = 0; node < Store.MAX_NODES; node++) {
      if (writer.isLeased(node) && writer.leases[node] < now) {
        writer.leases[node] = 0;
        if (is(Mistake.LEASE_BEFORE_MARKER) && writer.number % 2 == 0) {
          return; // it is cut off between the two
        }
        if (!is(Mistake.NO_LEASE_MARKER)) {
          engine.append(writer, List.of(Tag.root()));
          remember(Tag.root());
        }
      }
    }
  }

  void pump(int max) {
    if (engine.kind() == Kind.POSTGRES && reaches(writer)) {
      engine.pump(writer, max);
    }
  }
}
