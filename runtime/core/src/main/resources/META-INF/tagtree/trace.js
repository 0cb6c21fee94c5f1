// SPDX-License-Identifier: Apache-2.0

/**
 * Why was this refetched? A bounded memory of what became of each query that a message concerned:
 * adapters write it, `stream.explain`, `onRefetch` and the Playground read it.
 */

/** Most notes that are kept; the oldest go first. */
const KEPT_NOTES = 256;

/**
 * A note is `{ key, tag, event: { type, id, from, tags, reason }, outcome, at, ms }`: the query's
 * key, which of its tags matched (none for a resync), what was said, what was done about it, when
 * (wall clock, ms) and, once a refetch has landed, how long that took.
 *
 * Outcomes: `refetched`, `deferred` (the tab is hidden, or the spread), `queued` (one is in flight;
 * it follows), `held` (a mutation of the same tags is pending), `stale` (nobody looks, or it may not
 * be fetched), `newer` (its data already has it), `degraded` (answers went on lacking it).
 */
export function createTrace() {
  const notes = [];
  const readers = new Set();
  const sources = new Set();

  return {
    /** Adapters say what was done. Returns the note, whose `ms` the adapter sets when it lands. */
    note(note) {
      if (notes.length >= KEPT_NOTES) notes.shift();
      notes.push(note);
      for (const reader of readers) reader(note);
      return note;
    },

    /** Adapters list their queries: `() => [{ key, tags, state, observers }]`. Returns stop. */
    add(source) {
      sources.add(source);
      return () => void sources.delete(source);
    },

    /** All queries of this tab, of all adapters. */
    queries: () => [...sources].flatMap((source) => source()),

    /** Hears every note from now on. Returns stop. */
    read(reader) {
      readers.add(reader);
      return () => void readers.delete(reader);
    },

    /** What became of one query, the newest last; without a key, of all. */
    explain(key) {
      const text = JSON.stringify(key);
      return notes.filter((note) => key === undefined || JSON.stringify(note.key) === text);
    },
  };
}
