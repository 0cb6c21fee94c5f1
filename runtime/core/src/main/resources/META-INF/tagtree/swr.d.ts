// SPDX-License-Identifier: Apache-2.0
import type { AnyTag } from "./core.js";
import type { StampStream, SyncOptions, SyncStream } from "./schedule.js";

export type { SyncOptions } from "./schedule.js";

/**
 * What a key depends on: `useSWR({ url, ...tags(appTags.todos.byId(id)) }, fetcher)`, or as a part
 * of a key that is an array. The pages of `useSWRInfinite` are not refetched.
 */
export function tags(...tags: readonly AnyTag[]): { readonly tags: readonly string[] };

/** A fetcher that reads stamps: `stamped(stream, (fetch, { url }) => fetch(url).then(json))`. */
export function stamped<Key, Rest extends unknown[], Result>(
  stream: StampStream,
  fetcher: (fetch: typeof globalThis.fetch, key: Key, ...rest: Rest) => Result,
): (key: Key, ...rest: Rest) => Result;

/** What `useSWRConfig()` gives. */
export interface SwrLike {
  readonly cache: {
    keys(): Iterable<string>;
    get(key: string): any;
    set(key: string, value: any): void;
  };
  mutate(key: any): Promise<unknown>;
}

/**
 * Refetches the keys that are shown and whose tags overlap what the stream says; others are fetched
 * by who shows them next. While a `mutate` with `optimisticData` is pending, what overlaps is not
 * refetched (for 10 s at most). In a component:
 * `const config = useSWRConfig(); useEffect(() => syncQueries(config, stream), [config])`.
 * @returns a function that stops it
 */
export function syncQueries(
  config: SwrLike,
  stream: SyncStream,
  options?: SyncOptions,
): () => void;
