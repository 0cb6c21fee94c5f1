// SPDX-License-Identifier: Apache-2.0

/**
 * What was done about a query that a message concerned. `refetched`: now. `deferred`: later, as the
 * tab is hidden or the server asked for a spread. `queued`: after the fetch that is in flight.
 * `held`: after the pending mutation of the same tags. `stale`: only marked, as nobody looks or it
 * may not be fetched. `newer`: nothing, as its data already has the change. `degraded`: no more, as
 * a server went on answering with data that is older than the change.
 */
export type Outcome = "refetched" | "deferred" | "queued" | "held" | "stale" | "newer" | "degraded";

/** Why a query was refetched, or was not. */
export interface Note {
  /** The query's key. */
  readonly key: unknown;
  /** Which of the query's tags matched; none for a resync. */
  readonly tag?: string | undefined;
  /** The message that concerned it. */
  readonly event: {
    readonly type: "invalidate" | "resync";
    readonly id: string;
    readonly from?: string | undefined;
    readonly tags?: readonly string[] | undefined;
    readonly reason?: string | undefined;
  };
  outcome: Outcome;
  /** When, in ms of the wall clock. */
  readonly at: number;
  /** How long the refetch took, in ms, once it has landed. */
  ms?: number | undefined;
}

/** A query of this tab, as adapters list them. */
export interface TracedQuery {
  readonly key: unknown;
  readonly tags: readonly string[];
  readonly state: string;
  readonly observers: number;
}

/** A bounded memory of notes: the latest 256. */
export interface Trace {
  /** For adapters: says what was done. Returns the note, whose `ms` is set when the data lands. */
  note<N extends Note>(note: N): N;
  /** For adapters: lists their queries. Returns stop. */
  add(source: () => readonly TracedQuery[]): () => void;
  /** All queries of this tab. */
  queries(): TracedQuery[];
  /** Hears every note from now on. Returns stop. */
  read(reader: (note: Note) => void): () => void;
  /** The notes about one query, by its key; without a key, all. The newest is last. */
  explain(key?: unknown): Note[];
}

/** A new, empty memory. */
export function createTrace(): Trace;
