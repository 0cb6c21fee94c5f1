// SPDX-License-Identifier: Apache-2.0

/** TanStack Query v5 kept fresh by a stream. Tags stand in `meta.tags`. */
import { texts } from "./core.js";
import { createSchedule, stampedFetch } from "./schedule.js";

/** The `meta` of a query that depends on these tags, or of a mutation that changes them. */
export function tags(...tags) {
  return { tags: texts(tags) };
}

/** A query or mutation function whose `fetch`, its first argument, heeds what responses say. */
export function stamped(stream, fn) {
  return (context, ...more) => fn(stampedFetch(stream, context?.queryKey), context, ...more);
}

/** Refetches the queries that the stream's messages concern, until it is stopped. */
export function syncQueries(queryClient, stream, options) {
  const cache = queryClient.getQueryCache();
  const mutations = queryClient.getMutationCache();

  const schedule = createSchedule(stream, {
    queries: () => cache.getAll(),
    id: ({ queryKey }) => queryKey, // the very array, which query functions are given too
    key: ({ queryKey }) => queryKey,
    tags: tagsOf,
    about: (query) => ({ state: stateOf(query), observers: query.getObserversCount() }),
    isFetching: ({ state }) => state.fetchStatus !== "idle",
    isWanted: (query) => query.isActive() && !query.isStatic?.(),
    stale: (query) => query.invalidate(),
    fetch: (query) => {
      query.fetch(undefined, { cancelRefetch: false }).catch(() => {}); // told by the cache
    },
    // One that waits for the network could hold for hours.
    pending: () => mutations.getAll()
      .filter(({ state }) => state.status === "pending" && !state.isPaused)
      .map(({ options: { meta } }) => meta?.tags ?? []),
  }, options);

  const ignoreCache = cache.subscribe(({ type, query, action }) => {
    if (type === "removed") schedule.removed(query);
    if (type !== "updated") return;
    if (action.type === "fetch" || action.type === "continue") {
      schedule.begun(query, query.state.fetchMeta?.fetchMore !== undefined);
    } else if (action.type === "success") {
      if (action.manual) schedule.touched(query);
      else schedule.landed(query);
    } else if (/error|setState/.test(action.type) && query.state.fetchStatus === "idle") {
      // An idle query after "setState" had its fetch cancelled and undone: whoever did that doesn't
      // want it back at once.
      schedule.failed(query, query.state.status === "error" ? query.state.error : undefined);
    }
  });
  const ignoreMutations = mutations.subscribe(({ type }) => {
    if (type === "updated" || type === "removed") schedule.payAll();
  });

  return () => {
    schedule.stop();
    ignoreCache();
    ignoreMutations();
  };
}

/** A query's own meta is that of whoever fetched it last; observers may have named others. */
function tagsOf(query) {
  const all = [query, ...query.observers.map((observer) => observer.options)];
  return [...new Set(all.flatMap(({ meta }) => meta?.tags ?? []))];
}

function stateOf({ state }) {
  if (state.fetchStatus !== "idle") return state.fetchStatus;
  return state.isInvalidated ? "stale" : state.status;
}
