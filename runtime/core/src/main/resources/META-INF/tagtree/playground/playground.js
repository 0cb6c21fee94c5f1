// SPDX-License-Identifier: Apache-2.0

/** The Playground: what it knows, what is picked, and how both come onto the page. */

import { connect } from "../core.js";
import { show } from "./dom.js";
import { createEvents, eventKey } from "./events.js";
import { faults } from "./faults.js";
import { createField } from "./field.js";
import { listenToKeys } from "./keys.js";
import { createSandbox } from "./sandbox.js";
import { complete, forms, problem } from "./schema.js";
import { callSiteOf, followServer } from "./server.js";
import { followTabs } from "./tabs.js";
import { parse, pathOf } from "./tag.js";
import * as view from "./view.js";

/** Most different tags that queries wanted which are kept; the oldest go first. */
const MOST_WANTED = 2_000;

/** So long no tab has answered before the sandbox opens, in ms. */
const ALONE_AFTER = 700;

/** The page rests twice as long as it took to draw it, but no longer than this, in ms. */
const LONGEST_REST = 500;

const $ = (id) => document.getElementById(id);
const input = $("tag");

const events = createEvents();
let frozen; // the events that are shown while paused
let picked; // { tag } or { event: its key }
let reveal = false; // whether to scroll to why the picked event happened, which may be far up
let awaited; // the tag that was invalidated from here, until its event arrives
let notice = "";
let sandbox;
let alone = false;
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
  server.askSoon();
});

function hear(event) {
  sandbox?.hear(event);
  events.add(event);
  if (awaited !== undefined && event.from === awaited) {
    awaited = undefined;
    pickEvent(eventKey(event));
  }
  later();
}

const tabs = followTabs({
  channel: new BroadcastChannel("tagtree:debug"),
  without: location.pathname,
  changed() {
    for (const { queries, notes } of tabs.list()) {
      for (const tag of queries.flatMap((query) => query.tags)) wanted.add(tag);
      for (const { event, at } of notes) events.add({ ...event, at });
    }
    while (wanted.size > MOST_WANTED) wanted.delete(wanted.values().next().value);
    later();
  },
});

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
  input.value = (picked && events.find(key)?.from) || "";
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

const server = followServer(later);

function draw() {
  const { state, schema } = server;
  const others = tabs.list().filter(({ queries }) => queries.length > 0);
  alone = others.length === 0 && server.answered && Date.now() - started > ALONE_AFTER;
  if (alone) sandbox ??= createSandbox(schema, later);
  else if (others.length) sandbox = undefined;
  const shown = alone ? [sandbox.tab] : tabs.list();
  const queries = shown.flatMap((tab) => tab.queries);
  const notes = new Map();
  for (const note of shown.flatMap((tab) => tab.notes)) {
    const key = eventKey(note.event);
    notes.set(key, [...(notes.get(key) ?? []), note]);
  }
  const notesOf = (event) => notes.get(eventKey(event)) ?? [];
  const callOf = (event) => callSiteOf(state.callSites, event);

  const event = picked?.event && events.find(picked.event);
  const tag = picked?.tag;
  const said = event ?? (tag && parse(tag) ? { type: "invalidate", from: tag, tags: [] } : undefined);

  $("connection").dataset.status = stream.status;
  show($("connection"), stream.status);
  const rows = view.treeRows({ schema, queries, closed, said: said?.from });
  if (!rows.some((row) => row.tag === focus)) focus = "*";
  show($("tree"), view.tree({ rows, picked: said?.from, focus }));
  show($("server"), view.serverLine(state));
  show($("queries"), view.tabs({ tabs: shown, said, event, now: Date.now() }));
  show($("summary"), view.summary({ tabs: shown, said, event }));
  show($("why"), event ? [view.chain({ event, call: callOf(event), notes: notesOf(event) })] : []);
  if (reveal && event) $("why").scrollIntoView({ block: "nearest" });
  reveal = false;
  $("sandbox").hidden = !alone;
  const list = frozen ?? events.list();
  show($("events"), view.events({ events: list, notesOf, callOf, picked: picked?.event }));
  $("no-events").hidden = list.length > 0;
  show($("pause"), frozen ? `Go on (${events.list().filter((each) => !frozen.includes(each)).length} new)` : "Pause");

  drawFaults(alone ? [] : queries);
  drawForms(said, event);
}

function drawFaults(queries) {
  const { state, schema } = server;
  const found = faults({
    schema,
    queries,
    said: events.list()
      .filter(({ type, sandbox: pretended }) => type === "invalidate" && !pretended)
      .map(({ from }) => from),
    wanted: [...wanted],
    subscriptions: state.subscriptions,
    unwanted: state.unwanted,
    unknown: state.unknown,
  });
  show($("fault-list"), view.faults(found));
  $("faults").hidden = found.length === 0;
}

function drawForms(said, event) {
  show($("forms"), (said?.from && view.forms(forms(server.schema, said.from))) || []);
  show($("said"), sentence(said, event));
  $("clear").disabled = picked === undefined;
  const real = server.state.mayInvalidate;
  show($("invalidate"), real || !alone ? "Invalidate for real" : "Try it");
  $("invalidate").disabled = !(said?.from && (real || alone));
}

function sentence(said, event) {
  if (server.refusal) return server.refusal;
  if (notice) return notice;
  if (picked?.tag && !said) return "This is no tag yet. Tags look like todos.list, todos.byId(1) and todos.*";
  if (!said) return "Nothing is sent until you say so.";
  if (event) return "This has happened. Below is what became of each query.";
  const wrong = problem(server.schema, said.from);
  if (wrong) return `${wrong.text}${wrong.meant ? ` Is it ${wrong.meant}?` : ""}`;
  const doc = server.schema.paths.get(pathOf(said.from))?.doc;
  return `${doc ? `${doc} ` : ""}Nothing is sent until you say so.`;
}

// What the visitor does

async function invalidate() {
  const tag = input.value.trim();
  if (!parse(tag)) return;
  awaited = tag;
  if (!server.state.mayInvalidate) {
    const at = Date.now();
    return hear({ type: "invalidate", from: tag, tags: [tag], id: `sandbox-${at}`, at, sandbox: true });
  }
  notice = await server.invalidate(tag);
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
  frozen = frozen ? undefined : [...events.list()];
  $("pause").setAttribute("aria-pressed", String(Boolean(frozen)));
  later();
});
$("forget").addEventListener("click", () => {
  events.clear();
  frozen = frozen && [];
  if (picked?.event) clear();
  later();
});

const field = createField(input, $("options"), {
  suggest: (text) => complete(server.schema, text, [...wanted]),
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

setTimeout(later, ALONE_AFTER + 50);
setInterval(later, 5_000); // "12 s ago"
later();
