// SPDX-License-Identifier: Apache-2.0

/** SWR 2 kept fresh by a stream. Tags stand in keys: `{ url, tags }`. */
import { texts } from "./core.js";
import { createSchedule, stampedFetch } from "./schedule.js";

/** What a key depends on: `useSWR({ url, ...tags(appTags.todos.byId(id)) }, fetcher)`. */
export function tags(...tags) {
  return { tags: texts(tags) };
}

/** A fetcher whose `fetch`, its first argument, heeds what responses say. */
export function stamped(stream, fetcher) {
  return (key, ...more) => fetcher(stampedFetch(stream, nameOf(key)), key, ...more);
}

/** Refetches the keys that the stream's messages concern, until it is stopped. */
export function syncQueries({ cache, mutate }, stream, options) {
  const keyOf = (id) => cache.get(id)?._k;
  const isFetching = (id) => !!cache.get(id)?.isValidating;

  const schedule = createSchedule(stream, {
    queries: () => [...cache.keys()],
    id: (id) => nameOf(keyOf(id)) ?? id,
    key: keyOf,
    tags: (id) => tagsOf(keyOf(id)),
    // SWR tells nobody how many hooks show a key.
    about: (id) => ({ state: isFetching(id) ? "fetching" : "idle", observers: 1 }),
    isFetching,
    isWanted: () => true, // what no hook shows is not fetched by `mutate`, but by who mounts it
    stale() {},
    fetch(id) {
      mutate(keyOf(id)).catch(() => {}); // told by the cache
      return isFetching(id);
    },
    // An optimistic update keeps what it has replaced.
    pending: () => [...cache.keys()].filter((id) => cache.get(id)?._c !== undefined)
      .map((id) => tagsOf(keyOf(id))),
  }, options);

  const { set } = cache;

  /** SWR tells nobody when fetches begin and end, but its cache. */
  function hear(id, value) {
    const before = cache.get(id) ?? {};
    const { isValidating: is } = value;
    const was = before.isValidating;
    // A result that a mutation has overtaken is dropped, and then no error is mentioned.
    if (!was && is && value.error === undefined) delete value.error;
    set.call(cache, id, value);
    // Something else happened during a fetch: whatever it was, the result may be dropped.
    if (is) schedule.begun(id, was);
    else if (was && !("error" in value)) schedule.failed(id);
    else if (was && value.error !== undefined) schedule.failed(id, value.error);
    else if (was) schedule.landed(id);
    else if (value.data !== before.data) schedule.touched(id);
    if (!was && !is) queueMicrotask(schedule.payAll); // mounted, or an update is over
    return cache;
  }

  cache.set = hear;

  return () => {
    schedule.stop();
    if (cache.set === hear) cache.set = set;
  };
}

function nameOf(key) {
  return typeof key === "string" ? key : JSON.stringify(key);
}

function tagsOf(key) {
  return [].concat(key).flatMap((part) => part?.tags ?? []);
}
