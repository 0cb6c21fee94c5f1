// SPDX-License-Identifier: Apache-2.0

/**
 * TanStack Query v5 kept fresh by a stream. Tags stand in `meta.tags`.
 *
 * Per query at most one fetch is in flight and one is to follow: an event never cancels a fetch
 * (under a storm nothing would ever arrive) and never joins one (it may have read the old state).
 */
import { concerns, texts } from "./core.js";

/** After a failed refetch, in ms: doubling, and random by half so that tabs drift apart. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 60_000;

/** The `meta` of a query that depends on these tags. */
export function tags(...tags) {
  return { tags: texts(tags) };
}

/** Refetches the queries that the stream's messages concern, until it is stopped. */
export function syncQueries(queryClient, stream, { retry = () => true } = {}) {
  const cache = queryClient.getQueryCache();
  // The dirty queries. `late`: an event came after the running fetch began, so that its result may
  // be old already. `timer`: not before it rings (a spread, or the back-off after a failure).
  const dirty = new Map();

  function mark(query, spread) {
    query.invalidate();
    const debt = dirty.get(query) ?? { failures: 0 };
    debt.late = true;
    dirty.set(query, debt);
    if (spread && !debt.timer) delay(query, debt, Math.random() * spread);
    pay(query);
  }

  function delay(query, debt, ms) {
    debt.timer = setTimeout(() => {
      debt.timer = undefined;
      pay(query);
    }, ms);
  }

  function pay(query) {
    const debt = dirty.get(query);
    if (!debt || debt.timer || query.state.fetchStatus !== "idle") return; // settling will pay
    debt.late = false;
    // Nobody looks, or nobody may fetch: it stays in debt, and marked stale, so that whoever mounts
    // it fetches, and we come in should that fail.
    if (!query.isActive() || query.isStatic?.()) return;
    query.fetch(undefined, { cancelRefetch: false }).catch(() => {}); // told by the cache
  }

  function forget(query) {
    clearTimeout(dirty.get(query)?.timer);
    dirty.delete(query);
  }

  function settle(query, debt, succeeded) {
    const { status, error } = query.state;
    if (succeeded && !debt.late) return forget(query);
    if (succeeded) debt.failures = 0;
    else if (status === "error" && !retry(error, debt.failures + 1)) forget(query);
    else if (!debt.timer) {
      const most = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** ++debt.failures);
      delay(query, debt, most * (1 + Math.random()) / 2);
    }
    queueMicrotask(() => { // the query is still in the middle of settling
      query.invalidate(); // a success, or a fetch undone by cancelling, has taken the mark away
      pay(query);
    });
  }

  const ignoreCache = cache.subscribe(({ type, query, action }) => {
    const debt = dirty.get(query);
    if (!debt) return;
    if (type === "removed") forget(query);
    if (type !== "updated") return;
    // Whoever started it: a fetch that begins now sees all that was announced until now. Except
    // that of one more page, which brings back none of the others.
    if (action.type === "fetch" || action.type === "continue") {
      debt.late = query.state.fetchMeta?.fetchMore !== undefined;
    }
    // Data set by hand (an optimistic update) proves nothing about the server. An idle query after
    // "setState" had its fetch cancelled and undone: whoever did that doesn't want it back at once.
    if (action.type === "success") {
      if (action.manual) queueMicrotask(() => dirty.has(query) && query.invalidate());
      else settle(query, debt, true);
    } else if (/error|setState/.test(action.type) && query.state.fetchStatus === "idle") {
      settle(query, debt, false);
    }
  });

  const ignoreStream = stream.listen((message) => {
    for (const query of cache.getAll()) {
      // One that is late already will be fetched anyway; a long replay need not look at it again.
      if (dirty.get(query)?.late || !concerns(message, tagsOf(query))) continue;
      mark(query, message.spread);
    }
  });

  return () => {
    ignoreStream();
    ignoreCache();
    [...dirty.keys()].forEach(forget);
  };
}

/** A query's own meta is that of whoever fetched it last; observers may have named others. */
function tagsOf(query) {
  return [query, ...query.observers.map((observer) => observer.options)]
    .flatMap(({ meta }) => meta?.tags ?? []);
}
