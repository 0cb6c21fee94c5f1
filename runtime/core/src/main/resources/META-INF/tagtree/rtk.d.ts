// SPDX-License-Identifier: Apache-2.0
import type { AnyTag } from "./core.js";
import type { StampStream, SyncOptions, SyncStream } from "./schedule.js";

export type { SyncOptions } from "./schedule.js";

/** The one tag type that queries with tags need: `createApi({ tagTypes: [TAG_TYPE], … })`. */
export const TAG_TYPE: "TagTree";

/**
 * What a query depends on: `providesTags: (result, error, id) => tags(appTags.todos.byId(id))`.
 * Give the tags also where there is no result, so that a query that failed is known too. Mutations
 * need no `invalidatesTags`: the server says what has changed.
 */
export function tags(...tags: readonly AnyTag[]): { type: "TagTree"; id: string }[];

/**
 * A base query that reads stamps:
 * `baseQuery: stamped(stream, (fetch) => fetchBaseQuery({ baseUrl: "/api", fetchFn: fetch }))`.
 */
export function stamped<Args, Api extends { readonly type: string }, Extra, Result>(
  stream: StampStream,
  make: (fetch: typeof globalThis.fetch) => (args: Args, api: Api, extra: Extra) => Result,
): (args: Args, api: Api, extra: Extra) => Result;

/** How to keep queries fresh. */
export interface RtkOptions extends SyncOptions {
  /**
   * What mutations change, by the name of their endpoint: `{ addTodo: appTags.todos.list }`. While
   * one is pending, what overlaps is not refetched (for 10 s at most), so that rows which it shows
   * ahead of the server do not flicker.
   */
  readonly changes?: Readonly<Record<string, AnyTag | readonly AnyTag[]>> | undefined;
}

/** The part of a Redux store that is used. */
export interface StoreLike {
  getState(): any;
  dispatch(action: any): any;
  subscribe(listener: () => void): () => void;
}

/** The part of an RTK Query API that is used. */
export interface ApiLike {
  readonly reducerPath: string;
  readonly endpoints: object;
  readonly util: object;
  readonly internalActions: object;
}

/**
 * Refetches the queries that somebody subscribes to and whose tags overlap what the stream says; of
 * the others, the data is dropped. The reducer and the middleware of the API are in the store.
 * @returns a function that stops it
 */
export function syncQueries(
  store: StoreLike,
  api: ApiLike,
  stream: SyncStream,
  options?: RtkOptions,
): () => void;
