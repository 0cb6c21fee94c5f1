// SPDX-License-Identifier: Apache-2.0

/** The Playground: what it knows, what is picked, and how both come onto the page. */

import { connect, overlaps } from "../core.js";
import { show } from "./dom.js";
import { parse, pathOf } from "./explain.js";
import { faults } from "./faults.js";
import { createField } from "./field.js";
import { listenToKeys } from "./keys.js";
import { createSandbox } from "./sandbox.js";
import { complete, forms, index, problem } from "./schema.js";
import { followTabs } from "./tabs.js";
import * as view from "./view.js";

/** Most events that are kept, and most different tags that queries wanted; the oldest go first. */
const MOST_EVENTS = 200;
const MOST_WANTED = 2_000;

/** So long no tab has answered before the sandbox opens, in ms. */
const ALONE_AFTER = 700;

/** How often the server's counts are asked for, and how long after an event, in ms. */
const ASK_EVERY = 10_000;
const ASK_AFTER_EVENT = 150;

/** The page rests twice as long as it took to draw it, but no longer than this, in ms. */
const LONGEST_REST = 500;

const $ = (id) => document.getElementById(id);
const input = $("tag");

let schema = index([]);
let server = { connections: 0, subscriptions: {}, labels: [], mayInvalidate: false };
let refusal = "";
let events = []; // the newest first
const kept = new Set(); // their keys
let frozen; // the events that are shown while paused
let picked; // { tag } or { event: its key }
let reveal = false; // whether to scroll to why the picked event happened, which may be far up
let awaited; // the tag that was invalidated from here, until its event arrives
let notice = "";
let sandbox;
let alone = false;
let answered = false; // whether the server has said what it knows, or that it does not
let forgotten = 0; // events before this time were cleared away
let focus = "*"; // the row of the tree that the Tab key reaches
const closed = new Set();
const wanted = new Set();
const started = Date.now();

// What comes in

// Whoever names the root looks on: the server does not take that for somebody who wants it all.
const stream = connect({ url: new URL("../events", location.href).pathname, tags: ["*"] });
stream.listen((message) => {
  if (message.type === "status") later();
  else hear({ ...message, at: Date.now() });
  clearTimeout(asking);
  asking = setTimeout(ask, ASK_AFTER_EVENT);
});

function hear(event) {
  sandbox?.hear(event);
  keep(event);
  if (awaited !== undefined && event.from === awaited) {
    awaited = undefined;
    pickEvent(view.eventKey(event));
  }
  later();
}

/** Adds an event once: a response, the stream and the notes of tabs tell the same one. */
function keep(event) {
  const key = view.eventKey(event);
  if (event.at <= forgotten || kept.has(key)) return;
  kept.add(key);
  const at = events.findIndex((other) => other.at <= event.at);
  events.splice(at < 0 ? events.length : at, 0, event);
  if (events.length > MOST_EVENTS) {
    const oldest = events.pop();
    kept.delete(view.eventKey(oldest));
    forgotten = Math.max(forgotten, oldest.at); // or the notes of tabs bring it back
  }
}

const tabs = followTabs({
  channel: new BroadcastChannel("tagtree:debug"),
  without: location.pathname,
  changed() {
    for (const { queries, notes } of tabs.list()) {
      for (const tag of queries.flatMap((query) => query.tags)) wanted.add(tag);
      for (const { event, at } of notes) keep({ ...event, at });
    }
    while (wanted.size > MOST_WANTED) wanted.delete(wanted.values().next().value);
    later();
  },
});

let asking;
async function ask() {
  clearTimeout(asking);
  try {
    const response = await fetch("state", { cache: "no-store" });
    refusal = response.ok ? "" : `The server does not say what it knows (${response.status}).`;
    if (response.ok) {
      server = await response.json();
      for (const label of server.labels) label.place = place(label.id);
      schema = index(server.trees, server.java);
    }
  } catch {
    refusal = "The server does not answer.";
  }
  answered = true;
  asking = setTimeout(ask, ASK_EVERY);
  later();
}

// What is picked

function pickTag(tag, { typed = false } = {}) {
  notice = "";
  picked = tag === "" ? undefined : { tag };
  if (!typed) input.value = tag;
  later();
}

function pickEvent(key) {
  notice = "";
  picked = picked?.event === key ? undefined : { event: key };
  reveal = picked !== undefined;
  const event = events.find((each) => view.eventKey(each) === key);
  input.value = (picked && event?.from) || "";
  later();
}

// What is shown

let waiting = false;
let effort = 0; // what the last time cost, in ms: so with very many queries the page stays calm
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => requestAnimationFrame(() => {
    waiting = false;
    const before = performance.now();
    draw();
    effort = performance.now() - before;
  }), Math.min(LONGEST_REST, effort * 2));
}

function draw() {
  const others = tabs.list().filter(({ queries }) => queries.length > 0);
  alone = others.length === 0 && answered && Date.now() - started > ALONE_AFTER;
  if (alone) sandbox ??= createSandbox(schema, later);
  else if (others.length) sandbox = undefined;
  const shown = alone ? [sandbox.tab] : tabs.list();
  const queries = shown.flatMap((tab) => tab.queries);
  const notes = new Map();
  for (const note of shown.flatMap((tab) => tab.notes)) {
    const key = view.eventKey(note.event);
    notes.set(key, [...(notes.get(key) ?? []), note]);
  }
  const notesOf = (event) => notes.get(view.eventKey(event)) ?? [];

  const event = picked?.event && events.find((each) => view.eventKey(each) === picked.event);
  const tag = picked?.tag;
  const said = event ?? (tag && parse(tag) ? { type: "invalidate", from: tag, tags: [] } : undefined);

  $("connection").dataset.status = stream.status;
  show($("connection"), stream.status);
  const rows = view.treeRows({ schema, queries, closed, said: said?.from });
  if (!rows.some((row) => row.tag === focus)) focus = "*";
  show($("tree"), view.tree({ rows, picked: said?.from, focus }));
  show($("server"), serverLine());
  show($("queries"), view.tabs({ tabs: shown, said, event, now: Date.now() }));
  show($("summary"), view.summary({ tabs: shown, said, event }));
  show($("why"), event ? [view.chain({ event, label: labelOf(event), notes: notesOf(event) })] : []);
  if (reveal && event) $("why").scrollIntoView({ block: "nearest" });
  reveal = false;
  $("sandbox").hidden = !alone;
  const list = frozen ?? events;
  show($("events"), view.events({ events: list, notesOf, labelOf, picked: picked?.event }));
  $("no-events").hidden = list.length > 0;
  show($("pause"), frozen ? `Go on (${events.filter((each) => !frozen.includes(each)).length} new)` : "Pause");

  const found = faults({
    schema,
    queries: alone ? [] : queries,
    said: events.filter(({ type, sandbox: pretended }) => type === "invalidate" && !pretended).map(({ from }) => from),
    wanted: [...wanted],
    subscriptions: server.subscriptions,
    unwanted: server.unwanted,
    unknown: server.unknown,
  });
  show($("fault-list"), view.faults(found));
  $("faults").hidden = found.length === 0;

  show($("forms"), (said?.from && view.forms(forms(schema, said.from))) || []);
  show($("said"), sentence(said, event));
  $("clear").disabled = picked === undefined;
  const real = server.mayInvalidate;
  show($("invalidate"), real || !alone ? "Invalidate for real" : "Try it");
  $("invalidate").disabled = !(said?.from && (real || alone));
}

function sentence(said, event) {
  if (refusal) return refusal;
  if (notice) return notice;
  if (picked?.tag && !said) return "This is no tag yet. Tags look like todos.list, todos.byId(1) and todos.*";
  if (!said) return "Nothing is sent until you say so.";
  if (event) return "This has happened. Below is what became of each query.";
  const wrong = problem(schema, said.from);
  if (wrong) return `${wrong.text}${wrong.meant ? ` Is it ${wrong.meant}?` : ""}`;
  const doc = schema.paths.get(pathOf(said.from))?.doc;
  return `${doc ? `${doc} ` : ""}Nothing is sent until you say so.`;
}

function serverLine() {
  const { connections, subscriptions } = server;
  const all = subscriptions[""] ?? 0;
  const filtered = Object.entries(subscriptions).filter(([path]) => path !== "");
  return `This server has ${connections} open ${connections === 1 ? "stream" : "streams"}`
    + (all ? `, ${all === connections ? "" : `${all} of them `}for all tags` : "")
    + (filtered.length ? `; wanted are ${filtered.slice(0, 6).map(([path, count]) => `${path} (${count})`).join(", ")}${filtered.length > 6 ? ", …" : ""}` : "")
    + ".";
}

function place(id) {
  const [, epoch, offset] = /^(.*)-(\d+)$/.exec(id) ?? [];
  return { epoch, offset: Number(offset) };
}

/** The call that an event came from; several may have been merged into it, then the last. */
function labelOf({ id, from, sandbox: pretended }) {
  if (pretended || !id || from === undefined) return undefined;
  const at = place(id);
  const after = server.labels.filter(({ place: its }) => its.epoch === at.epoch && its.offset >= at.offset);
  return after.find(({ tags }) => tags.includes(from))
    ?? (from.includes("*") ? after.find(({ tags }) => tags.some((tag) => overlaps(tag, from))) : undefined);
}

// What the visitor does

async function invalidate() {
  const tag = input.value.trim();
  if (!parse(tag)) return;
  if (!server.mayInvalidate) {
    const event = { type: "invalidate", from: tag, tags: [tag], id: `sandbox-${Date.now()}`, at: Date.now(), sandbox: true };
    awaited = tag;
    return hear(event);
  }
  awaited = tag;
  try {
    const response = await fetch("invalidate", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tag }),
    });
    notice = response.ok ? "" : await response.text();
  } catch {
    notice = "The server does not answer.";
  }
  if (notice) awaited = undefined;
  later();
}

const actions = {
  pick: ({ tag }) => {
    if ($("tree").contains(document.activeElement)) focus = tag;
    if (picked?.tag === tag) clear();
    else pickTag(tag);
  },
  twist: ({ tag }) => {
    if (!closed.delete(tag)) closed.add(tag);
    later();
  },
  event: ({ event }) => pickEvent(event),
  option: ({ tag }) => field.choose(tag),
  copy: ({ text }, button) => copy(text, button),
};

document.addEventListener("click", (click) => {
  const target = click.target.closest("[data-act]");
  if (target) actions[target.dataset.act](target.dataset, target);
  if (!click.target.closest(".box")) field.offer([]);
});

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.done = "true";
    setTimeout(() => delete button.dataset.done, 1_000);
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling); // no permission: by hand
  }
}

function clear() {
  picked = undefined;
  notice = "";
  input.value = "";
  field.offer([]);
  later();
}

$("clear").addEventListener("click", () => {
  clear();
  input.focus();
});
$("ask").addEventListener("submit", (submit) => {
  submit.preventDefault();
  field.offer([]);
  void invalidate();
});
$("pause").addEventListener("click", () => {
  frozen = frozen ? undefined : [...events];
  $("pause").setAttribute("aria-pressed", String(Boolean(frozen)));
  later();
});
$("forget").addEventListener("click", () => {
  events = [];
  kept.clear();
  forgotten = Date.now();
  frozen = frozen && [];
  if (picked?.event) clear();
  later();
});

const field = createField(input, $("options"), {
  suggest: (text) => complete(schema, text, [...wanted]),
  typed: (text) => pickTag(text, { typed: true }),
  left: clear,
});

document.addEventListener("keydown", (press) => {
  const typing = press.target.closest("input");
  if (press.key === "/" && !typing && !press.ctrlKey && !press.metaKey && !press.altKey) {
    press.preventDefault();
    input.focus();
    input.select();
  } else if (press.key === "Escape" && !typing) {
    clear();
  }
});

listenToKeys($("tree"), {
  focused: (tag) => { focus = tag; },
  twist: (tag) => actions.twist({ tag }),
  pick: (tag) => actions.pick({ tag }),
});

void ask();
setTimeout(later, ALONE_AFTER + 50);
setInterval(later, 5_000); // "12 s ago"
later();
