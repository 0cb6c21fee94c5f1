// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/query-core";
import type { AnyTag } from "./core.js";
import type { StampStream, SyncOptions, SyncStream } from "./schedule.js";

export type { SyncOptions } from "./schedule.js";

/** The `meta` of a query that has tags. Spread it to add entries: `{ ...tags(a), mine: 1 }`. */
export type TagMeta = {
  /** Canonical texts: they survive JSON, dehydration and structured clones. */
  readonly tags: readonly string[];
};

/**
 * What a query depends on: `useQuery({ queryKey, queryFn, meta: tags(appTags.todos.byId(id)) })`.
 * A query that shows rows of a list depends on these rows too: name them. Components that share a
 * query key give the same tags.
 *
 * As the `meta` of a mutation: what it changes. While it is pending, what overlaps is not refetched
 * (for 10 s at most), so that rows which it shows ahead of the server do not flicker.
 */
export function tags(...tags: readonly AnyTag[]): TagMeta;

/**
 * A query or mutation function that is given a `fetch`:
 * `queryFn: stamped(stream, (fetch, { signal }) => fetch("/api/todos", { signal }).then(json))`.
 * Where the server gives stamps, data that has an invalidation already is not fetched for it, data
 * that should have it and does not is fetched again, and what a mutation says that it has changed is
 * refetched at once. All of the data has to come by this `fetch`.
 */
export function stamped<Context, Result>(
  stream: StampStream,
  fn: (fetch: typeof globalThis.fetch, context: Context) => Result,
): (context: Context) => Result;

/**
 * Refetches the active queries whose tags overlap what the stream says, and marks the others stale:
 * inactive and disabled ones, and those with `staleTime: "static"`. Queries without tags are never
 * touched. Per query at most one fetch is in flight and one follows; none is cancelled. A hidden tab
 * fetches when it is shown.
 * @returns a function that stops it
 */
export function syncQueries(
  queryClient: QueryClient,
  stream: SyncStream,
  options?: SyncOptions,
): () => void;
