// SPDX-License-Identifier: Apache-2.0

/**
 * The TagTree stream: one EventSource that never loses its place, and the rule by which an
 * invalidation concerns a tag. The protocol is PROTOCOL.md; the types are core.d.ts.
 */
import { createTrace } from "./trace.js";

/** Delays between attempts, in ms: a random one from the shortest to a ceiling that doubles. */
const SHORTEST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/** The longest wait that a server may ask for, in ms; setTimeout itself ends at 24 days. */
const LONGEST_WAIT = 600_000;

/** Until the hello says otherwise, in ms; a stream silent for 2.5 of these is taken for dead. */
const HEARTBEAT = 15_000;
const BEATS_MISSED = 2.5;

/** Parsed tags that are kept, since every event meets the same ones; beyond it we start afresh. */
const PARSED_TAGS = 5_000;

/** What a tag looks like; a group that was misspelt is "undefined" or "[object Object]" instead. */
const TAG = /^(\*|[a-z]\w*(\([\w.~%,*-]*\))?(\.[a-z]\w*(\([\w.~%,*-]*\))?)*(\.\*)?)$/i;

/** A position, `<epoch>-<decimal>`: ordered in an epoch, which may contain dashes itself. */
const CURSOR = /^(.*)-(\d+)$/;

/** Verdicts of a server that has looked at what we offered; after any other, nothing is proven. */
const PROVEN = ["live", "replayed", "resync"];

const parsed = new Map();

/** The segments of a tag, each [name, …values]; the root has none, a group those above it. */
function parse(text) {
  let segments = parsed.get(text);
  if (!segments) {
    if (parsed.size >= PARSED_TAGS) parsed.clear();
    const path = text.replace(/\.\*$/, "");
    // A value may contain dots, but never a parenthesis or a comma: those are percent-encoded.
    segments = path === "*" ? [] : path.split(/\.(?![^(]*\))/).map((segment) =>
      segment.endsWith(")") ? segment.slice(0, -1).split(/[(,]/) : [segment]);
    parsed.set(text, segments);
  }
  return segments;
}

/** Whether two tags may name a common thing: nothing that both of them say differs. */
export function overlaps(a, b) {
  const other = parse(String(b));
  return parse(String(a)).every((segment, i) => !other[i] || segment.every((part, j) => {
    const facing = other[i][j];
    // The first part is the name; of values, a missing one and a bare star stand for every one.
    return part === facing || (j > 0 && (facing === undefined || part === "*" || facing === "*"));
  }));
}

/** Whether a message of the stream makes stale what carries these tags; no tags, never. */
export function concerns(message, tags) {
  if (message.type === "resync") return tags.length > 0;
  return message.type === "invalidate"
    && [...message.tags, message.from].some((tag) => tags.some((wanted) => overlaps(tag, wanted)));
}

/** Canonical texts, asked for once. What is no tag is refused: it would never match, silently. */
export function texts(tags) {
  return [].concat(tags).map((tag) => {
    const text = String(tag);
    if (tag == null || !TAG.test(text)) throw new TypeError(`not a tag: ${text}`);
    return text;
  });
}

/** Whether a position comes after another; what cannot be compared is taken for news. */
export function isNewer(a, b) {
  const [, epoch, offset] = CURSOR.exec(a) ?? [];
  const [, other, base] = CURSOR.exec(b) ?? [];
  if (epoch === undefined || epoch !== other) return true;
  // By length first, which is exact at any size.
  return offset.length === base.length ? offset > base : offset.length > base.length;
}

/** Opens a stream that stays open: whatever happens, it comes back with its cursor. */
export function connect({ url, cursor, tags = [], eventSource } = {}) {
  if (!url) throw new TypeError("connect({ url }): the url of the events is missing");
  const open = eventSource ?? browserSource();
  const filter = texts(tags);
  const listeners = new Set();
  const trace = createTrace();
  let status = "connecting";
  let clientId;
  let source; // the only EventSource whose events count
  let timer; // with a source its watchdog, without one the next attempt
  let failures = 0; // attempts since the last hello
  let proof = 0; // when the source last proved itself alive
  let asked = 0; // when the source was opened
  let heartbeat = HEARTBEAT;

  function emit(message) {
    for (const listener of [...listeners]) {
      // One that an earlier listener has just stopped is not told any more.
      if (listeners.has(listener)) tell(listener, message);
    }
  }

  function become(next) {
    if (status === next) return;
    status = next;
    emit({ type: "status", status });
  }

  /** The cursor or, while there is none, how long ago the oldest data here was asked for. */
  function address() {
    const query = new URLSearchParams(filter.map((tag) => ["tag", tag]));
    if (cursor) query.set("cursor", cursor);
    else query.set("age", age());
    return url + (String(url).includes("?") ? "&" : "?") + query;
  }

  function start() {
    halt();
    try {
      const opened = source = open(address());
      const on = (name, handle) => opened.addEventListener(name, (event) => {
        if (source !== opened) return; // what a closed source still had in its queue
        proof = Date.now();
        handle(read(event.data), event.lastEventId);
      });
      on("hello", hello);
      on("invalidate", invalidate);
      on("heartbeat", (_, id) => advance(id));
      on("resync", ({ reason, spread }, id) => resync(String(reason ?? "unknown"), spread, id));
      on("bye", ({ after }) => retry(after));
      on("error", () => retry());
    } catch (error) {
      report(error);
      return retry();
    }
    proof = asked = Date.now();
    watchdog();
    become("connecting");
  }

  /**
   * Timers of a hidden tab come late, so timestamps decide. They are wall-clock time, which counts
   * a laptop's sleep; a clock that is set (either way) costs one harmless reconnect.
   */
  function watchdog() {
    timer = setTimeout(() => {
      if (Math.abs(Date.now() - proof) >= heartbeat * BEATS_MISSED) retry();
      else watchdog();
    }, heartbeat / 2);
  }

  function halt() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  /**
   * The browser's own reconnect forgets to try after a 5xx and never waits longer, so every error
   * ends the source. `after` is a server's farewell hint.
   */
  function retry(after) {
    halt();
    const ceiling = Math.min(LONGEST_DELAY, SHORTEST_DELAY * 2 ** ++failures);
    const delay = typeof after === "number"
      ? within(SHORTEST_DELAY, after, LONGEST_WAIT) * (1 + Math.random()) / 2
      : SHORTEST_DELAY + Math.random() * (ceiling - SHORTEST_DELAY);
    timer = setTimeout(start, delay);
    become("waiting");
  }

  /** Moves the cursor on, never back; whether the id was ahead of it. No id: nothing to compare. */
  function advance(id) {
    if (id && !isNewer(id, cursor)) return false;
    cursor = id || cursor;
    return true;
  }

  function hello(data, id) {
    failures = 0; // here and not at "open": a proxy can open a stream that says nothing
    clientId = data.client;
    if (data.heartbeat > 0) heartbeat = within(1_000, data.heartbeat, LONGEST_WAIT);
    // An age was true when it was sent; a hello that took longer than the server allows for comes
    // from a server that may have looked back too short a time.
    const late = !cursor && Date.now() - asked > data.margin;
    if (data.verdict === "live") advance(id);
    become("live");
    // We always offer a cursor or an age. A server that looked at neither has proven nothing; one
    // that says "resync" says it again, in an event that has the position.
    const proven = PROVEN.includes(data.verdict) && (!late || data.verdict === "resync");
    if (!proven) resync("unproven", 0, id);
  }

  function invalidate({ tags, from, spread }, id) {
    if (!advance(id)) return; // replayed, and seen before
    const understood = typeof from === "string" && Array.isArray(tags)
      && tags.every((tag) => typeof tag === "string");
    // What cannot be read may concern anything: refetching too much is the safe side.
    const said = understood ? { tags, from } : { tags: ["*"], from: "*" };
    emit({ type: "invalidate", ...said, id, spread: wait(spread) });
  }

  /** The one event that may move the cursor back: its id is the only position that still counts. */
  function resync(reason, spread, id) {
    cursor = id || cursor;
    emit({ type: "resync", reason, id, spread: wait(spread) });
  }

  /** What a response of the application says: its stamp, and what it has itself invalidated. */
  function heard({ headers }) {
    const [id, ...said] = headers.get("TagTree-Invalidated")?.split(" ") ?? [];
    if (said.length) {
      const tags = said.every((tag) => TAG.test(tag)) ? said : ["*"];
      // The cursor stays: what came before this position may still be on its way.
      emit({
        type: "invalidate", tags, from: tags[0], id: CURSOR.test(id) ? id : "", spread: 0, local: true,
      });
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

  function close() {
    halt();
    for (const [name, fn] of page) globalThis.removeEventListener?.(name, fn);
    become("closed");
    listeners.clear();
    channel?.close();
  }

  /** A page in the back/forward cache must hold no connection; a network that is back is used. */
  const page = [
    ["pagehide", () => { halt(); become("waiting"); }],
    ["pageshow", (event) => { if (event.persisted) start(); }],
    ["online", start],
  ];
  if (open) {
    for (const [name, fn] of page) globalThis.addEventListener?.(name, fn);
    start();
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
  const channel = debuggable(stream);
  return stream;
}

/** A Playground in another tab may ask what this one does; until it does, nothing is loaded. */
function debuggable(stream) {
  if (typeof document !== "object" || typeof BroadcastChannel !== "function") return undefined;
  try {
    const channel = new BroadcastChannel("tagtree:debug");
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
function browserSource() {
  return typeof document === "object" && typeof EventSource === "function"
    ? (url) => new EventSource(url)
    : undefined;
}

/** Since the navigation began, in ms; the wall clock too, because the other may stop in sleep. */
function age() {
  return Math.ceil(Math.max(performance.now(), Date.now() - performance.timeOrigin));
}

function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function within(low, value, high) {
  return Math.max(low, Math.min(value, high));
}

function wait(spread) {
  return typeof spread === "number" ? within(0, spread, LONGEST_WAIT) : 0;
}

/** A caller's function that throws is the caller's bug, and nobody else's. */
function tell(fn, message) {
  try {
    fn(message);
  } catch (error) {
    report(error);
  }
}

function report(error) {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}
