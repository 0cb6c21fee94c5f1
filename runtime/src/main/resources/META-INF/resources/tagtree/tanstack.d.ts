// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/query-core";
import type { AnyTag, Stream } from "./core.js";

/** The `meta` of a query that has tags. Spread it to add entries: `{ ...tags(a), mine: 1 }`. */
export type TagMeta = {
  /** Canonical texts: they survive JSON, dehydration and structured clones. */
  readonly tags: readonly string[];
};

/**
 * What a query depends on: `useQuery({ queryKey, queryFn, meta: tags(appTags.todos.byId(id)) })`.
 * A query that shows rows of a list depends on these rows too: name them. Components that share a
 * query key give the same tags.
 */
export function tags(...tags: readonly AnyTag[]): TagMeta;

/** How to keep queries fresh. */
export interface SyncOptions {
  /**
   * Whether a query whose refetch has failed is tried again (1 s later, doubling to 60 s, for as
   * long as it is active), beyond the query's own retries. Default: always. If not, it stays stale.
   */
  readonly retry?: ((error: unknown, failures: number) => boolean) | undefined;
}

/**
 * Refetches the active queries whose tags overlap what the stream says, and marks the others stale:
 * inactive and disabled ones, and those with `staleTime: "static"`. Queries without tags are never
 * touched. Per query at most one fetch is in flight and one follows; none is cancelled.
 * @returns a function that stops it
 */
export function syncQueries(
  queryClient: QueryClient,
  stream: Pick<Stream, "listen">,
  options?: SyncOptions,
): () => void;
