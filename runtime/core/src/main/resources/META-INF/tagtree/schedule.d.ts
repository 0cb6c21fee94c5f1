// SPDX-License-Identifier: Apache-2.0
import type { Stream } from "./core.js";
import type { Note } from "./trace.js";

/** How to keep queries fresh; the same for every library. */
export interface SyncOptions {
  /**
   * Whether a query whose refetch has failed is tried again (1 s later, doubling to 60 s, for as
   * long as it is active), beyond the query's own retries. Default: always. If not, it stays stale.
   */
  readonly retry?: ((error: unknown, failures: number) => boolean) | undefined;
  /**
   * The shortest time between the beginnings of two refetches of a query, in ms; the first is never
   * kept waiting. Default: 50.
   */
  readonly throttle?: number | undefined;
  /**
   * Hears why a query was refetched, when its data has landed; also, as `degraded`, that a server
   * went on answering with data older than what it had announced, so that the query is left stale.
   */
  readonly onRefetch?: ((note: Note) => void) | undefined;
}

/** What is needed of a stream. Without `heard` there are no stamps, without `trace` no notes. */
export type SyncStream = Pick<Stream, "listen"> & Partial<Pick<Stream, "trace">>;

/** What is needed of a stream to read responses. */
export type StampStream = Pick<Stream, "heard">;

/**
 * What an adapter knows of its library. A query is whatever the adapter likes, as long as it is the
 * same for the same data.
 */
export interface Port<Query> {
  /** All queries in the cache. */
  queries(): Iterable<Query>;
  /** What `stampedFetch` is told for this query. */
  id(query: Query): unknown;
  /** What notes call it. */
  key(query: Query): unknown;
  /** Its tags, canonical texts; those of all who show it. */
  tags(query: Query): readonly string[];
  /** For the Playground. */
  about(query: Query): { readonly state: string; readonly observers: number };
  /** Whether a fetch is in flight, or waits for the network. */
  isFetching(query: Query): boolean;
  /** Whether somebody shows it and it may be fetched. */
  isWanted(query: Query): boolean;
  /** Marks it stale, so that whoever wants it next fetches it. */
  stale(query: Query): void;
  /** Begins a fetch. `false`: none began, because nobody wants it. */
  fetch(query: Query): unknown;
  /** The tags of each pending mutation that declares what it changes. */
  pending?(): readonly (readonly string[])[];
  /** Looks for what has begun or landed since, where the library does not tell at once. */
  look?(): void;
}

/** What an adapter tells. */
export interface Schedule<Query> {
  /** A fetch begins, whoever started it. `partial`: it does not replace all of the data. */
  begun(query: Query, partial?: boolean): void;
  /** It has brought data. */
  landed(query: Query): void;
  /** It has failed; without an error, it was cancelled. */
  failed(query: Query, error?: unknown): void;
  /** The query has left the cache. */
  removed(query: Query): void;
  /** Its data was set by hand. */
  touched(query: Query): void;
  /** A mutation has settled, or somebody has come. */
  payAll(): void;
  /** Ends it; nothing is refetched any more. */
  stop(): void;
}

/** Begins to refetch the queries of a port: for adapters to other libraries. */
export function createSchedule<Query>(
  stream: SyncStream,
  port: Port<Query>,
  options?: SyncOptions,
): Schedule<Query>;

/**
 * The `fetch` of one run of the query with this `Port.id`; of a mutation if there is none. It gives
 * every response to `stream.heard`. If a message is why the query is fetched, it bypasses the HTTP
 * cache and sends `TagTree-Wanted` (across origins: a header that the server has to allow).
 */
export function stampedFetch(stream: StampStream, id?: unknown): typeof fetch;
