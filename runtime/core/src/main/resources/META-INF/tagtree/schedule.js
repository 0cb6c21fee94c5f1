// SPDX-License-Identifier: Apache-2.0

/**
 * When queries are fetched again: what every adapter shares. An adapter is a port to its library
 * (schedule.d.ts) that tells when fetches begin and land.
 *
 * Per query at most one fetch is in flight and one is to follow: a message never cancels a fetch
 * (under a storm nothing would ever arrive) and never joins one (it may have read the old state).
 */
import { concerns, isNewer, overlaps } from "./core.js";

/** Between the beginnings of two fetches of a query, in ms: the first is fetched at once. */
const THROTTLE = 50;

/** After a failed refetch, in ms: doubling, and random by half so that tabs drift apart. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 60_000;

/** After data that is older than what was announced, in ms, doubling; and how often, at most. */
const FIRST_LAG = 250;
const LAGS = 5;

/** The longest that pending mutations hold the refetch of a query, in ms. */
const LONGEST_HOLD = 10_000;

/** Messages that are kept; data older than one that went is taken for stale. */
const KEPT_MESSAGES = 256;

/** Per stream, what is known of the data of its queries, and who looks for fetches that began. */
const ledgers = new WeakMap();

function ledger(stream) {
  if (!ledgers.has(stream)) ledgers.set(stream, { records: new Map(), looks: new Set() });
  return ledgers.get(stream);
}

/**
 * The `fetch` of one run of a query function: it reads the stamps of responses and, if a message is
 * the cause, goes past the HTTP cache and says how new the answer has to be.
 */
export function stampedFetch(stream, id) {
  const { records, looks } = ledger(stream);
  looks.forEach((look) => look?.());
  const run = records.get(id)?.run; // now: when the response is here, it may be another one
  return async (input, init) => {
    const response = await fetch(input, run?.wanted === undefined ? init : past(input, init, run));
    const stamp = stream.heard(response);
    if (run) run.stamp = run.stamps++ ? older(run.stamp, stamp) : stamp;
    return response;
  };
}

function past(input, init, { wanted }) {
  const headers = new Headers(init?.headers ?? input.headers);
  if (wanted) headers.set("TagTree-Wanted", wanted);
  return { cache: "no-cache", ...init, headers };
}

/** The older of two stamps; none if they cannot be compared. */
function older(a, b) {
  if (!isNewer(a, b)) return a;
  return isNewer(b, a) ? undefined : b;
}

/** Whether data with this stamp has what the message says; without a stamp nobody knows. */
function has(stamp, { id, reason }) {
  return reason !== "policy" && !isNewer(id, stamp);
}

/** Whether data says itself that it is older than an announced position. */
function isBehind(stamp, id) {
  return !!stamp && !!id && isNewer(id, stamp);
}

/** Refetches the queries of a port that the stream's messages concern, until it is stopped. */
export function createSchedule(stream, port, options = {}) {
  const { retry = () => true, throttle = THROTTLE, onRefetch } = options;
  const page = globalThis.document;
  const { records, looks } = ledger(stream);
  const [dirty, indebt, pay, payAll, again, forget] = createDebts(port, records, throttle);
  let messages = []; // the latest
  let before = 0; // how many were said before them
  let gone = 0; // as many, once one was dropped; 0 again after a resync
  let goneId; // of the latest that was dropped

  function remember(message) {
    // A resync covers all that was before it, which may be of a log that is no more.
    if (message.type === "resync") {
      before += messages.length;
      messages = [];
      gone = 0;
      goneId = undefined;
    }
    if (messages.push(message) > KEPT_MESSAGES) {
      gone = ++before;
      goneId = messages.shift().id || goneId;
    }
  }

  function note(query, event, tags, outcome) {
    const tag = event.type === "resync" ? undefined : tags.find((tag) => concerns(event, [tag]));
    return { key: port.key(query), tag, event, outcome, at: Date.now() };
  }

  function tell(told) {
    stream.trace?.note(told);
    return told;
  }

  function hear(message) {
    if (!concerns(message, ["*"])) return; // as a status, which concerns nobody
    port.look?.(); // what began before this message has not seen it
    remember(message);
    for (const query of port.queries()) {
      const tags = port.tags(query);
      if (!concerns(message, tags)) continue;
      if (has(records.get(port.id(query))?.stamp, message)) {
        tell(note(query, message, tags, "newer"));
      } else {
        owe(query, message, tags);
      }
    }
  }

  function owe(query, message, tags) {
    const debt = indebt(query);
    const now = Date.now();
    // Who looks goes first. A pending wait is not armed again: that could put it off for ever.
    if (message.spread && debt.due <= now) {
      const part = Math.random();
      debt.due = now + message.spread * (page ? (part + (page.hasFocus() ? 0 : 1)) / 2 : part);
    }
    port.stale(query);
    debt.note = note(query, message, tags);
    debt.note.outcome = pay(query);
    tell(debt.note);
  }

  function shown() {
    if (page.visibilityState === "visible") payAll();
  }

  /** Whoever started it: a fetch that begins now sees all that was announced until now. */
  function begun(query, partial = false) {
    const debt = dirty.get(query);
    const id = port.id(query);
    const { stamp, owner = port } = records.get(id) ?? {};
    // Of one more page, it brings back none of the others, which stay as old as they are.
    const run = partial ? { stamp, stamps: 1 } : { stamps: 0 };
    if (debt) {
      run.wanted = messages.filter((message) => concerns(message, port.tags(query)))
        .reduce((most, { id }) => (id && isNewer(id, most) ? id : most), "");
      debt.running = debt.note;
      debt.held = undefined;
    }
    records.set(id, {
      // Another library's or client's query of this name: whose stamps are whose is not known.
      stamp, owner: owner === port ? owner : null, run,
      began: Date.now(), since: before + messages.length, late: partial && !!debt,
    });
  }

  function landed(query) {
    const id = port.id(query);
    const tags = port.tags(query);
    const record = records.get(id) ?? { since: 0 };
    const stamp = record.owner && record.run.stamp;
    record.stamp = stamp;
    records.set(id, record);
    const known = Math.max(0, record.since - before);
    const late = record.late || (record.since < gone && tags.length > 0)
      || messages.slice(known).some((message) => concerns(message, tags) && !has(stamp, message));
    const missing = messages.slice(0, known)
      .filter((message) => concerns(message, tags) && isBehind(stamp, message.id));
    // Said before the fetch began, and not in its data: a server that is behind has answered.
    const lags = missing.length > 0 || (tags.length > 0 && isBehind(stamp, goneId));
    const debt = late || lags ? indebt(query) : dirty.get(query);
    if (!debt) return;
    finish(debt, record);
    if (!late && !lags) {
      if (debt.note?.outcome === "queued" && debt.note !== debt.running) {
        debt.note.outcome = "newer"; // said while it ran, and yet in its data
      }
      return forget(query);
    }
    debt.failures = 0;
    if (!late && ++debt.lags > LAGS) return giveUp(query, debt, missing);
    again(query, debt, late ? 0 : FIRST_LAG * 2 ** (debt.lags - 1));
  }

  function finish({ running }, { began }) {
    if (!running) return;
    running.ms = Math.max(0, Date.now() - began);
    onRefetch?.(running);
  }

  /** It stays stale; the next message, or whoever mounts it, tries again. */
  function giveUp(query, debt, missing) {
    const event = missing.at(-1) ?? debt.note.event;
    forget(query);
    onRefetch?.(tell(note(query, event, port.tags(query), "degraded")));
    queueMicrotask(() => port.stale(query));
  }

  /** A fetch has failed, or was cancelled and undone: then there is no error. */
  function failed(query, error) {
    const debt = dirty.get(query);
    if (!debt) return;
    if (error && !retry(error, debt.failures + 1)) forget(query);
    again(query, debt, Math.min(LAST_RETRY, FIRST_RETRY * 2 ** ++debt.failures));
  }

  function removed(query) {
    forget(query);
    records.delete(port.id(query));
  }

  /** Data was set by hand, as by an optimistic update: it proves nothing about the server. */
  function touched(query) {
    const record = records.get(port.id(query));
    if (record) record.stamp = undefined;
    queueMicrotask(() => dirty.has(query) && port.stale(query));
  }

  const forgetSource = stream.trace?.add(() => [...port.queries()].map((query) => ({
    key: port.key(query),
    tags: port.tags(query),
    ...port.about(query),
  })));
  const ignoreStream = stream.listen(hear);
  page?.addEventListener("visibilitychange", shown);
  looks.add(port.look);

  function stop() {
    ignoreStream();
    forgetSource?.();
    page?.removeEventListener("visibilitychange", shown);
    looks.delete(port.look);
    [...dirty.keys()].forEach(forget);
  }

  return { begun, landed, failed, removed, touched, payAll, stop };
}

/** What is left of a span of time since then, in ms; none if the clock was set back meanwhile. */
function rest(since, span) {
  const passed = Date.now() - since;
  return passed >= 0 && passed < span ? span - passed : 0;
}

/**
 * What is owed to the queries of a port: `dirty`, a debt for each, and how it is paid. `again` pays
 * once the library has settled what it does, or later, after half of `most` ms at least.
 */
function createDebts(port, records, throttle) {
  const dirty = new Map();

  function indebt(query) {
    const debt = dirty.get(query) ?? { failures: 0, lags: 0, due: 0 };
    dirty.set(query, debt);
    return debt;
  }

  /** What to do about a dirty query, and in how many ms, unless something else happens first. */
  function plan(query, debt) {
    const now = Date.now();
    if (port.isFetching(query)) return ["queued"];
    if (!port.isWanted(query)) return ["stale"];
    if (globalThis.document?.visibilityState === "hidden") return ["deferred"];
    if (debt.due > now) return ["deferred", debt.due - now];
    const tags = port.tags(query);
    const held = port.pending?.().flat().some((their) => tags.some((tag) => overlaps(their, tag)));
    const hold = held && rest(debt.held ??= now, LONGEST_HOLD);
    if (hold) return ["held", hold];
    const pause = rest(records.get(port.id(query))?.began, throttle);
    return [pause ? "deferred" : "refetched", pause];
  }

  /** Does what is to be done now, and says what that was. */
  function pay(query) {
    const debt = dirty.get(query);
    if (!debt) return undefined;
    clearTimeout(debt.timer);
    const [outcome, ms] = plan(query, debt);
    if (outcome === "refetched" && port.fetch(query) === false) return "stale";
    if (ms) {
      debt.timer = setTimeout(() => {
        debt.due = 0; // whatever the clock says, which may have been set
        pay(query);
      }, ms);
    }
    return outcome;
  }

  const payAll = () => [...dirty.keys()].forEach(pay);

  function again(query, debt, most) {
    if (most) debt.due = Math.max(debt.due, Date.now() + most * (1 + Math.random()) / 2);
    queueMicrotask(() => { // the query is still in the middle of settling
      port.stale(query); // which has taken the mark away
      pay(query);
    });
  }

  function forget(query) {
    clearTimeout(dirty.get(query)?.timer);
    dirty.delete(query);
  }

  return [dirty, indebt, pay, payAll, again, forget];
}
