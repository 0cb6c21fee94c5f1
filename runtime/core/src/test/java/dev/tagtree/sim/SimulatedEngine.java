// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A server, another that follows it asynchronously, and what operators and fate do to them. */
final class SimulatedEngine {
  private static final long BIRTH_MICROS = 1_800_000_000_000_000L;

  private static final long MOST_SKEW_MICROS = 4_000_000;

  /** A mask, of about the range that schema.sql takes. */
  private static final long MOST_STEP_MICROS = 1_023;

  private final Kind kind;
  private final Mistake mistake;
  private final Retention retention;
  private final Mutations mutations;
  private final LongSupplier nanoTime;
  private final long seed;
  private int names;

  private Store primary = new Store();
  private Store standby;

  /** Was the primary, and does not know that it no longer is; null if there is none. */
  private Store deposed;

  private Store snapshot;
  private boolean down;

  SimulatedEngine(Swarm swarm, Mistake mistake, Mutations mutations, LongSupplier nanoTime) {
    this.kind = swarm.kind();
    this.mistake = mistake;
    this.retention = swarm.retention();
    this.mutations = mutations;
    this.nanoTime = nanoTime;
    this.seed = swarm.seed();
    primary.lineage = newName();
    renew(primary);
    standby = primary.copy();
    snapshot = primary.copy();
  }

  private String newName() {
    return Long.toString(Dice.mix(seed + names++) >>> 4, 36);
  }

  Kind kind() {
    return kind;
  }

  /** {@return whether those who wrote the rules of the log made a mistake} */
  boolean has(Mistake made) {
    return mistake == made;
  }

  Retention retention() {
    return retention;
  }

  Store primary() {
    return primary;
  }

  /** {@return whether a deposed server goes on as if it were the primary} */
  boolean isSplit() {
    return deposed != null;
  }

  /** {@return the deposed server if that is wished and there is one; else the primary} */
  Store server(boolean ofOld) {
    return ofOld && isSplit() ? deposed : primary;
  }

  boolean answers(Store store) {
    return !(down && store == primary);
  }

  /** {@return the committed mutations, as a node sees them that uses this server} */
  long data(Store server) {
    return kind == Kind.REDIS ? mutations.committed() : server.data;
  }

  long micros(Store store) {
    return BIRTH_MICROS + nanoTime.getAsLong() / 1_000 + store.skew;
  }

  // What nodes do.

  /** Ends the epoch if the lineage can have changed; part of everything that nodes do. */
  void settle(Store store) {
    boolean changed = store.epoch == null || !store.epochLineage.equals(store.lineage);
    if (store.epoch == null || changed && !has(Mistake.LINEAGE_IGNORED)) {
      renew(store);
    }
  }

  void renew(Store store) {
    store.epoch =
        has(Mistake.CLOCK_ONLY_EPOCH) ? Long.toString(micros(store) / 1_000_000, 36) : newName();
    store.epochLineage = store.lineage;
    store.number = 0;
    store.offset = micros(store);
    store.floor = new Cursor(store.epoch, store.offset);
    store.entries.clear();
    store.stored = mutations.committed(); // everybody refetches after this
    if (store == primary && kind == Kind.POSTGRES) {
      snapshot = null; // one that would bring an epoch back is not restored
    }
  }

  Cursor append(Store store, List<Tag> tags) {
    settle(store);
    if (kind == Kind.POSTGRES && micros(store) <= store.offset) {
      // By chance, so that it is not where something stood before older data were put back.
      store.offset += Dice.mix(seed + names++) & MOST_STEP_MICROS;
    }
    for (Tag tag : tags) {
      store.offset = Math.max(store.offset + 1, micros(store));
      Cursor cursor = new Cursor(store.epoch, store.offset);
      store.entries.add(new Invalidation(store.number++, cursor, tag));
      store.stored |= mutations.saidBy(tag.toString());
    }
    store.trim(retention.entries());
    return store.head();
  }

  /** Numbers rows of the outbox, at most so many. */
  void pump(Store store, int max) {
    settle(store);
    List<Store.Row> outbox = store.outbox;
    if (has(Mistake.ID_ABOVE_LAST)) {
      outbox.removeIf(row -> row.id() <= store.moved);
      outbox.sort((a, b) -> Integer.compare(a.id(), b.id()));
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < max && !outbox.isEmpty(); i++) {
      Store.Row row = outbox.remove(0);
      store.moved = row.id();
      tags.add(mutations.tag(row.mutation()));
    }
    if (!tags.isEmpty()) {
      append(store, tags);
    }
  }

  // What happens to it.

  void setBack(long micros) {
    primary.skew = Math.max(-MOST_SKEW_MICROS, primary.skew - micros);
  }

  void start() {
    down = false;
  }

  void flush() {
    primary.empty();
  }

  void replicate() {
    if (!down) {
      standby = primary.copy();
    }
  }

  void save() {
    snapshot = primary.copy();
  }

  boolean isSaved() {
    return snapshot != null;
  }

  void crash(boolean restarts) {
    down = !restarts;
    primary.lives++;
    if (kind == Kind.REDIS) {
      primary.lineage = newName();
    }
  }

  void crashToSnapshot(boolean restarts) {
    primary.become(snapshot);
    crash(restarts);
  }

  void crashToNothing(boolean restarts) {
    primary.empty();
    crash(restarts);
  }

  /** The other one takes over with what it has; the first may live on, for those who reach it. */
  void failOver(boolean mayLiveOn) {
    boolean split = mayLiveOn && !down;
    Store old = primary;
    primary = standby;
    primary.lives++;
    primary.lineage = newName();
    down = false;
    snapshot = kind == Kind.POSTGRES ? null : snapshot;
    old.lives += split ? 0 : 1;
    deposed = split ? old : null;
    standby = primary.copy();
  }

  void rejoin() {
    deposed = null;
    standby = primary.copy();
  }
}
