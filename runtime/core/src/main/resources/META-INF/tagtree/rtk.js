// SPDX-License-Identifier: Apache-2.0

/** RTK Query 2 kept fresh by a stream. Tags stand in `providesTags`, as ids of one tag type. */
import { texts } from "./core.js";
import { createSchedule, stampedFetch } from "./schedule.js";

/** To be named in the `tagTypes` of the API. */
export const TAG_TYPE = "TagTree";

/** What a query depends on: `providesTags: (result, error, id) => tags(appTags.todos.byId(id))`. */
export function tags(...tags) {
  return texts(tags).map((id) => ({ type: TAG_TYPE, id }));
}

/** A base query, made of a `fetch` that heeds what responses say. */
export function stamped(stream, make) {
  return (args, api, extra) => make(stampedFetch(stream, api.queryCacheKey))(args, api, extra);
}

/** Refetches the queries that the stream's messages concern, until it is stopped. */
export function syncQueries(store, api, stream, options = {}) {
  const state = () => store.getState()[api.reducerPath];
  const known = new Map(); // what the entries of the cache were when we last looked
  let seen;

  const subscribers = (id) => store.dispatch(
    api.util.getMiddlewareState?.() ?? api.internalActions.internal_getRTKQSubscriptions(),
  )?.getSubscriptionCount(id) ?? 0;

  const schedule = createSchedule(stream, {
    look,
    queries: () => Object.keys(state().queries),
    id: (id) => id,
    key: (id) => id,
    tags: (id) => provided()[id] ?? [],
    about: (id) => ({ state: state().queries[id].status, observers: subscribers(id) }),
    isFetching: (id) => state().queries[id]?.status === "pending",
    isWanted: (id) => subscribers(id) > 0,
    // As RTK does itself: data that nobody shows is dropped, and fetched by who wants it next.
    stale(id) {
      if (subscribers(id) > 0 || state().queries[id]?.status === "pending") return;
      store.dispatch(api.internalActions.removeQueryResult({ queryCacheKey: id }));
    },
    fetch(id) {
      const { endpointName, originalArgs } = state().queries[id];
      const again = { subscribe: false, forceRefetch: true };
      store.dispatch(api.endpoints[endpointName].initiate(originalArgs, again));
    },
    pending: () => Object.values(state().mutations)
      .filter((mutation) => mutation?.status === "pending")
      .map(({ endpointName }) => texts(options.changes?.[endpointName] ?? [])),
  }, options);

  let tagsOf; // by query, as the state has it by tag
  let tagged;

  function provided() {
    const all = state().provided;
    if (tagged !== all) {
      tagged = all;
      tagsOf = {};
      for (const [tag, ids] of Object.entries((all.tags ?? all)[TAG_TYPE] ?? {})) {
        for (const id of ids) (tagsOf[id] ??= []).push(tag);
      }
    }
    return tagsOf;
  }

  /** The store tells late and in batches, the state is always what it is. */
  function look() {
    const { queries } = state();
    if (seen === queries) return;
    seen = queries;
    for (const [id, entry] of Object.entries(queries)) {
      const before = known.get(id);
      known.set(id, entry);
      const isDone = entry.status !== "pending";
      const isNew = entry.requestId !== before?.requestId
        || (!isDone && before.status !== "pending");
      if (isNew) schedule.begun(id, !!entry.direction); // a direction: one more page
      if (isDone && (isNew || before.status === "pending")) {
        if (entry.status === "fulfilled") schedule.landed(id);
        else schedule.failed(id, entry.error);
      } else if (isDone && entry.data !== before?.data) {
        schedule.touched(id);
      }
    }
    for (const id of known.keys()) {
      if (id in queries) continue;
      known.delete(id);
      schedule.removed(id);
    }
  }

  let mutations;
  const ignoreStore = store.subscribe(() => {
    look();
    if (mutations !== state().mutations) {
      mutations = state().mutations;
      schedule.payAll();
    }
  });
  look();

  return () => {
    schedule.stop();
    ignoreStore();
  };
}
