// SPDX-License-Identifier: Apache-2.0

/**
 * The TagTree stream: it keeps its place, whatever happens to the connection that feeds it, and
 * tells what may have changed. The protocol is PROTOCOL.md; the types are core.d.ts.
 */
import { createSource, isFlowing, report, wait } from "./source.js";
import { concerns, CURSOR, isNewer, TAG, texts } from "./tags.js";
import { createTrace } from "./trace.js";

export { concerns, isNewer, overlaps, texts } from "./tags.js";

/** Verdicts of a server that has looked at what we offered; after any other, nothing is proven. */
const PROVEN = ["live", "replayed", "resync"];

/**
 * Opens a stream that stays open: whatever happens, it comes back with its cursor. `page` is the
 * window that it lives in.
 */
export function connect(options = {}, page = globalThis) {
  const { url, cursor: given, key, tags = [], share: shares = true, eventSource } = options;
  if (!url) throw new TypeError("connect({ url }): the url of the events is missing");
  const filter = texts(tags);
  const open = eventSource ?? browserSource(page);
  const listeners = new Set();
  const trace = createTrace();
  const born = Date.now();
  let cursor = given;
  let status = "connecting";
  let clientId;
  let oldest = Infinity; // when another tab that is not covered yet has asked for its data
  let offered; // the age that the latest attempt has offered
  let away = true; // put away, closed, or not begun: no connection

  function emit(message) {
    for (const listener of [...listeners]) {
      // One that an earlier listener has just stopped is not told any more.
      if (listeners.has(listener)) tell(listener, message);
    }
  }

  function become(next) {
    if (status === next) return;
    status = next;
    share?.tell(cursor);
    emit({ type: "status", status });
  }

  /** The cursor or, while there is none, how long ago the oldest data here was asked for. */
  function address() {
    const query = new URLSearchParams(filter.map((tag) => ["tag", tag]));
    offered = Math.max(age(page), Date.now() - oldest);
    if (cursor) query.set("cursor", cursor);
    else query.set("age", offered);
    return url + (String(url).includes("?") ? "&" : "?") + query;
  }

  /** What a server says, by the name of the event. */
  const events = {
    hello({ client, margin, verdict }, id, ms) {
      // An age was true when it was sent; a hello that took longer than the server allows for comes
      // from a server that may have looked back too short a time.
      const late = !cursor && ms > margin;
      clientId = client;
      become("live");
      share?.cover(cursor ? born : Date.now() - offered - (margin > 0 ? margin : 0));
      if (verdict === "live") advance(id);
      // We always offer a cursor or an age. A server that looked at neither has proven nothing; one
      // that says "resync" says it again, in an event that has the position.
      const proven = PROVEN.includes(verdict) && (!late || verdict === "resync");
      if (!proven) events.resync({ reason: "unproven" }, id);
    },

    invalidate({ tags, from, spread }, id = "") {
      const understood = typeof from === "string" && Array.isArray(tags)
        && tags.every((tag) => typeof tag === "string");
      // What cannot be read may concern anything: refetching too much is the safe side.
      const said = understood ? { tags, from } : { tags: ["*"], from: "*" };
      advance(id, { type: "invalidate", ...said, id, spread: wait(spread) });
    },

    heartbeat({ current }, id) {
      advance(id);
      share?.tell(cursor); // who has lost the last relay notices now
      if (isFlowing(status)) become(current === false ? "degraded" : "live");
    },

    /** The one event that may move the cursor back: its id is the only position that still counts. */
    resync({ reason, spread }, id = "") {
      move(id, { type: "resync", reason: String(reason ?? "unknown"), id, spread: wait(spread) });
    },
  };

  /** Moves the cursor on, never back: what is behind it was seen before. */
  function advance(id, message) {
    if (!id || isNewer(id, cursor)) move(id, message);
  }

  function move(id, message) {
    const previous = cursor;
    cursor = id || cursor;
    share?.tell(previous, message);
    if (message) emit(message);
  }

  /** What a response of the application says: its stamp, and what it has itself invalidated. */
  function heard({ headers }) {
    const [id, ...said] = headers.get("TagTree-Invalidated")?.split(" ") ?? [];
    if (said.length) {
      const tags = said.every((tag) => TAG.test(tag)) ? said : ["*"];
      const position = CURSOR.test(id) ? id : "";
      // The cursor stays: what came before this position may still be on its way.
      emit({ type: "invalidate", tags, from: tags[0], id: position, spread: 0, local: true });
    }
    return headers.get("TagTree-Cursor") ?? undefined;
  }

  function listen(fn) {
    const listener = (message) => fn(message); // its own, so that one fn can listen twice
    if (status !== "closed") listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function watch(tags, fn) {
    const wanted = texts(tags);
    let pending;
    const call = (message) => {
      pending = undefined;
      tell(fn, message);
    };
    const forget = listen((message) => {
      if (message.status === "closed") clearTimeout(pending);
      // A pending wait ends in a call anyway; to re-arm it could put that off for ever.
      if (pending !== undefined || !concerns(message, wanted)) return;
      if (message.spread) pending = setTimeout(call, Math.random() * message.spread, message);
      else call(message);
    });
    return () => {
      forget();
      clearTimeout(pending);
    };
  }

  const source = open && createSource(page, open, !eventSource, address,
    (name, data, id, ms) => events[name]?.(data, id, ms), become);

  /** What this tab needs of the others, and they of it; loaded where tabs can agree. */
  let sharing = open && shares && page.document && page.navigator?.locks && page.BroadcastChannel
    && import("./share.js").then(({ createShare }) => createShare(page, [url, key, filter], {
      source,
      events,
      advance,
      become,
      get cursor() { return cursor; },
      get status() { return status; },
      get clientId() { return clientId; },
      set clientId(name) { clientId = name; },
      /** Since when this tab needs to know, on the wall clock. */
      get since() { return cursor ? born : Date.now() - age(page); },
      /** A first connection of ours looks back as far as another tab needs, too. */
      needs(since) { oldest = Math.min(oldest, since); },
    })).catch(report);
  let share;

  /** Without locks nobody knows who leads; then at least the tabs that nobody sees hold nothing. */
  const shy = shares && !sharing && page.document;

  function begin() {
    if (!away || !open || status === "closed") return;
    if (shy?.hidden) return void become("waiting");
    away = false;
    if (sharing) sharing.then(join);
    else source.start();
  }

  function join(made) {
    if (!made) sharing = undefined; // it could not be loaded: this tab is on its own
    if (away) return;
    share = made;
    if (share) share.join();
    else source.start();
  }

  function leave() {
    if (away) return;
    away = true;
    share?.leave();
    source.stop();
    become("waiting");
  }

  /** A page in the back/forward cache must hold no connection; a network that is back is used. */
  const handlers = {
    pagehide: leave,
    freeze: leave,
    pageshow: begin,
    resume: begin,
    online() { if (!away && (share ? share.leads() : !sharing)) source.start(); },
    visibilitychange() {
      share?.look();
      if (shy) shy.hidden ? leave() : begin();
    },
  };

  function close() {
    away = true;
    share?.leave();
    source?.stop();
    // Captured, because not all of them bubble up from the document.
    for (const name in handlers) page.removeEventListener?.(name, handlers[name], true);
    become("closed");
    listeners.clear();
    channel?.close();
  }

  const stream = {
    get status() { return status; },
    get clientId() { return clientId; },
    get cursor() { return cursor; },
    trace,
    explain: trace.explain,
    heard,
    listen,
    watch,
    close,
  };
  const channel = debuggable(stream, page);
  if (open) {
    for (const name in handlers) page.addEventListener?.(name, handlers[name], true);
    begin();
  }
  return stream;
}

/** A Playground in another tab may ask what this one does; until it does, nothing is loaded. */
function debuggable(stream, page) {
  if (!page.document || !page.BroadcastChannel) return undefined;
  try {
    const channel = new page.BroadcastChannel("tagtree:debug");
    channel.onmessage = ({ data }) => {
      if (data?.ask !== "who") return;
      channel.onmessage = null;
      import("./debug.js").then(({ attach }) => attach(stream, channel), () => {});
    };
    channel.unref?.(); // where a page is only played, it keeps no process alive
    return channel;
  } catch {
    return undefined; // a page without an origin has no channels
  }
}

/** Nothing where there is no page, as when rendering on a server: such a stream stays inert. */
function browserSource(page) {
  return page.document && page.EventSource && ((url) => new page.EventSource(url));
}

/** Since the navigation began, in ms; the wall clock too, because the other may stop in sleep. */
function age({ performance }) {
  return Math.ceil(Math.max(performance.now(), Date.now() - performance.timeOrigin));
}

/** A caller's function that throws is the caller's bug, and nobody else's. */
function tell(fn, message) {
  try {
    fn(message);
  } catch (error) {
    report(error);
  }
}
