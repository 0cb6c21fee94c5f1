// SPDX-License-Identifier: Apache-2.0

/**
 * The TagTree stream: it keeps its place, whatever happens to the connection that feeds it, and
 * tells what may have changed. The protocol is PROTOCOL.md; the types are core.d.ts.
 */
import { createSource } from "./source.js";
import { advance, become, CURSOR, emit, isFlowing, move, report, tell, wait } from "./state.js";
import { concerns, TAG, texts } from "./tags.js";
import { createTrace } from "./trace.js";

export { isNewer } from "./state.js";
export { concerns, overlaps, texts } from "./tags.js";

/** Verdicts of a server that has looked at what we offered; after any other, nothing is proven. */
const PROVEN = ["live", "replayed"];

/**
 * Opens a stream that stays open: whatever happens, it comes back with its cursor. `page` is the
 * window that it lives in.
 */
export function connect(options = {}, page = globalThis) {
  const { url, cursor, key, tags = [], share = true, eventSource } = options;
  if (!url) throw new TypeError("connect({ url }): the url of the events is missing");
  const filter = texts(tags);
  const open = eventSource ?? browserSource(page);
  const trace = createTrace();
  const born = Date.now();
  const port = {
    cursor,
    status: "connecting",
    oldest: Infinity,
    get since() { return port.cursor ? born : Date.now() - age(page); },
    listeners: new Set(),
  };
  port.events = createEvents(port, born);

  /** The cursor or, while there is none, how long ago the oldest data here was asked for. */
  function address() {
    port.offered = Math.max(age(page), Date.now() - port.oldest);
    const query = new URLSearchParams(filter.map((tag) => ["tag", tag]));
    if (port.cursor) query.set("cursor", port.cursor);
    else query.set("age", port.offered);
    return url + (String(url).includes("?") ? "&" : "?") + query;
  }

  /** What a response of the application says: its stamp, and what it has itself invalidated. */
  function heard({ headers }) {
    const [id, ...said] = headers.get("TagTree-Invalidated")?.split(" ") ?? [];
    if (said.length) {
      const tags = said.every((tag) => TAG.test(tag)) ? said : ["*"];
      // The cursor stays: what came before this position may still be on its way.
      emit(port, { type: "invalidate", tags, from: tags[0], id: CURSOR.test(id) ? id : "", spread: 0, local: true });
    }
    return headers.get("TagTree-Cursor") ?? undefined;
  }

  port.source = open && createSource(page, open, !eventSource, address, port.events,
    (status) => become(port, status));
  // Loaded where tabs can agree.
  const sharing = open && share && page.document && page.navigator?.locks && page.BroadcastChannel
    && import("./share.js").then((module) => module.createShare(port, page, url, key, filter))
      .catch(report);
  const leave = open && attend(page, port, sharing, share && !sharing && page.document);

  function close() {
    leave?.();
    become(port, "closed");
    port.listeners.clear();
    channel?.close();
  }

  const stream = {
    get status() { return port.status; },
    get clientId() { return port.clientId; },
    get cursor() { return port.cursor; },
    trace,
    explain: trace.explain,
    heard,
    listen: (fn) => listen(port, fn),
    watch: (tags, fn) => watch(port, tags, fn),
    close,
  };
  const channel = debuggable(stream, page);
  return stream;
}

function listen(port, fn) {
  const listener = (message) => fn(message); // its own, so that one fn can listen twice
  if (port.status !== "closed") port.listeners.add(listener);
  return () => void port.listeners.delete(listener);
}

function watch(port, tags, fn) {
  const wanted = texts(tags);
  let pending;
  const call = (message) => {
    pending = undefined;
    tell(fn, message);
  };
  const forget = listen(port, (message) => {
    if (port.status === "closed") clearTimeout(pending);
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

/** What a server says, by the name of the event. */
function createEvents(port, born) {
  return {
    hello({ client, margin, verdict }, id, ms) {
      // An age was true when it was sent; a hello that took longer than the server allows for comes
      // from a server that may have looked back too short a time.
      const late = !port.cursor && ms > margin;
      port.clientId = client;
      become(port, "live");
      port.share?.cover(port.cursor ? born
        : Date.now() - port.offered - (margin > 0 ? margin : 0));
      if (verdict === "live") advance(port, id);
      // We always offer a cursor or an age. A server that looked at neither has proven nothing; one
      // that says "resync" says it again, in an event that has the position.
      const proven = verdict === "resync" || (!late && PROVEN.includes(verdict));
      if (!proven) this.resync({ reason: "unproven" }, id);
    },

    invalidate({ tags, from, spread }, id = "") {
      const understood = Array.isArray(tags)
        && [...tags, from].every((tag) => typeof tag === "string");
      // What cannot be read may concern anything: refetching too much is the safe side.
      if (!understood) tags = [from = "*"];
      advance(port, id, { type: "invalidate", tags, from, id, spread: wait(spread) });
    },

    heartbeat({ current }, id) {
      advance(port, id);
      move(port); // who has lost the last relay notices now
      if (isFlowing(port.status)) become(port, current === false ? "degraded" : "live");
    },

    /** The one event that may move the cursor back: its id is the only position that still counts. */
    resync({ reason, spread }, id = "") {
      move(port, id, { type: "resync", reason: String(reason ?? "unknown"), id, spread: wait(spread) });
    },
  };
}

/**
 * Connects while the page is there; returns what ends it. `sharing` promises this tab's part. Without
 * locks nobody knows who leads; then at least the tabs that nobody sees, of a `shy` document, hold
 * nothing.
 */
function attend(page, port, sharing, shy) {
  const { source } = port;
  let away = true; // put away, closed, or not begun: no connection

  function begin() {
    if (!away || port.status === "closed") return;
    if (shy?.hidden) return void become(port, "waiting");
    away = false;
    if (sharing) sharing.then(join);
    else source.start();
  }

  function join(made) {
    if (!made) sharing = undefined; // it could not be loaded: this tab is on its own
    if (away) return;
    port.share = made;
    (made ?? source).start();
  }

  function leave() {
    if (away) return;
    end();
    become(port, "waiting");
  }

  function end() {
    away = true;
    port.share?.stop();
    source.stop();
  }

  /** A page in the back/forward cache must hold no connection; a network that is back is used. */
  const handlers = {
    pagehide: leave,
    freeze: leave,
    pageshow: begin,
    resume: begin,
    online() { if (!away && (port.share?.leads() ?? !sharing)) source.start(); },
    visibilitychange() {
      port.share?.look();
      if (shy) shy.hidden ? leave() : begin();
    },
  };

  // Captured, because not all of them bubble up from the document.
  for (const name in handlers) page.addEventListener?.(name, handlers[name], true);
  begin();

  return () => {
    end();
    for (const name in handlers) page.removeEventListener?.(name, handlers[name], true);
  };
}

/** A Playground in another tab may ask what this one does; until it does, nothing is loaded. */
function debuggable(stream, page) {
  if (!page.document) return undefined;
  try {
    const channel = new page.BroadcastChannel("tagtree:debug");
    channel.onmessage = ({ data }) => {
      if (data?.ask !== "who") return;
      channel.onmessage = null;
      import("./debug.js").then((module) => module.attach(stream, channel), () => {});
    };
    channel.unref?.(); // where a page is only played, it keeps no process alive
    return channel;
  } catch {
    return undefined; // an old browser has no channels, nor has a page without an origin
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
