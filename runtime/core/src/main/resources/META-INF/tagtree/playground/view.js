// SPDX-License-Identifier: Apache-2.0

/** What the page shows of a model: pure functions from data to elements. */

import { concerns, overlaps } from "../core.js";
import { h } from "./dom.js";
import { eventKey } from "./events.js";
import { why } from "./explain.js";
import { signature, template } from "./schema.js";
import { decode, parse, pathOf } from "./tag.js";

const OUTCOMES = {
  refetched: "refetched",
  deferred: "deferred: the tab is hidden, or waits for its turn",
  queued: "queued: one fetch is running, another follows",
  held: "held: a change of the same tags is being saved",
  stale: "marked stale: nobody looks at it",
  newer: "nothing to do: its data already has it",
  degraded: "still old after several fetches",
};

/** Most queries of one tab that are shown, those that are concerned first, if there are more. */
const MOST_CARDS = 40;

/** Most values of one leaf that the tree shows. */
const MOST_VALUES = 50;

const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

const countedQueries = (count) => counted(count, "query", "queries");

/** A name that may go on in the next line after each dot. */
const breakable = (name) => name.split(/(?<=\.)/).flatMap((part) => [h("wbr"), part]);

const chip = (tag) =>
  h("button", { type: "button", class: "tag", "data-act": "pick", "data-tag": tag }, breakable(tag));

// The tree

/**
 * The tree as rows from top to bottom: `{ tag, label, doc, level, branch, open, count, hit }`.
 * `queries` are counted where they would be refetched; values that queries want are rows, too.
 */
export function treeRows({ schema, queries, closed, said }) {
  const wanted = [...new Set(queries.flatMap(({ tags }) => tags))].sort();
  const count = (tag) => queries.filter(({ tags }) => tags.some((other) => overlaps(tag, other))).length;
  const row = (tag, label, level, branch, more) => ({
    tag,
    label,
    level,
    branch,
    open: branch && !closed.has(tag),
    count: count(tag),
    hit: said !== undefined && overlaps(tag, said),
    ...more,
  });
  const rows = [row("*", "everything", 1, true, { doc: "All tags of all trees." })];
  const declared = new Set(["*"]);
  const enter = (members, level) => {
    for (const { path } of members) {
      const member = schema.paths.get(path);
      const tag = template(member);
      declared.add(tag);
      const values = member.kind === "leaf" && tag.endsWith(")")
        ? wanted.filter((each) => each !== tag && pathOf(each) === path).slice(0, MOST_VALUES)
        : [];
      values.forEach((each) => declared.add(each));
      const branch = member.members.length > 0 || values.length > 0;
      const { doc, deprecated } = member;
      rows.push(row(tag, signature(member), level, branch, { doc, deprecated }));
      if (!rows.at(-1).open) continue;
      enter(member.members, level + 1);
      for (const value of values) rows.push(row(value, label(value), level + 1, false));
    }
  };
  if (rows[0].open) for (const tree of schema.trees) enter(tree.members, 2);
  const strange = schema.complete ? wanted.filter((tag) => isStrange(schema, tag, declared)) : wanted;
  for (const tag of rows[0].open ? strange.filter((each) => !declared.has(each)) : []) {
    rows.push(row(tag, tag, 2, false, { undeclared: schema.complete }));
  }
  return rows;
}

const isStrange = (schema, tag, declared) => !declared.has(tag) && !schema.paths.has(pathOf(tag));

/** The last segment of a tag, with its values as a person wrote them. */
function label(tag) {
  const { name, values } = parse(tag).segments.at(-1);
  if (!values) return name;
  const said = values.map((value) => (value === "*" ? "any" : JSON.stringify(decode(value))));
  return `${name}(${said.join(", ")})`;
}

export function tree({ rows, picked, focus }) {
  return rows.map(({ tag, label, level, branch, open, count, hit, doc, undeclared, deprecated }) =>
    h("div", {
      role: "treeitem",
      class: `node level-${Math.min(level, 9)}`,
      "data-key": tag,
      "data-act": "pick",
      "data-tag": tag,
      "data-branch": branch,
      "data-hit": hit,
      "data-undeclared": undeclared,
      "data-deprecated": deprecated,
      "aria-level": String(level),
      "aria-expanded": branch ? String(open) : undefined,
      "aria-selected": String(tag === picked),
      "aria-label": `${label}${undeclared ? ", in no tree" : ""}, ${count ? countedQueries(count) : "no query"}`,
      title: doc,
      tabindex: tag === focus ? "0" : "-1",
    },
    h("span", { class: "twist", "aria-hidden": "true", "data-act": branch && "twist", "data-tag": tag }, branch ? (open ? "▾" : "▸") : "·"),
    h("span", { class: "name" }, label),
    h("span", { class: "count", "data-none": count === 0, "aria-hidden": "true" }, count ? String(count) : "–")));
}

// The queries

const SYMBOLS = { same: "=", any: "≈", below: "⊇", name: "≠", value: "≠", moot: "" };
const MEANINGS = {
  same: "the same",
  any: "any value",
  below: "everything below",
  name: "another name",
  value: "another value",
  moot: "not looked at",
};

/** One pair, segment by segment. */
function segments({ event, query, cells, hit }) {
  const line = (name, side) =>
    h("tr", null, h("th", { scope: "row" }, name),
      cells.map((cell) => h("td", { "data-verdict": cell.verdict }, cell[side] ?? h("i", null, "…"))));
  return h("div", { class: "scroll" },
    h("table", { class: "segments", "data-hit": String(hit) },
      h("caption", null, `${event} against ${query}`),
      cells.length > 0 && h("tbody", null,
        line("said", "event"),
        h("tr", { class: "verdicts" }, h("th", { scope: "row" }, h("span", { class: "hidden" }, "verdict")),
          cells.map(({ verdict }) =>
            h("td", { "data-verdict": verdict }, h("span", { "aria-hidden": "true" }, SYMBOLS[verdict]),
              h("small", null, MEANINGS[verdict])))),
        line("wants", "query"))));
}

const milliseconds = (ms) => (ms === undefined ? "" : ` in ${ms < 1 ? "<1" : Math.round(ms)} ms`);

function outcome({ outcome: name, ms, tag }) {
  return h("p", { class: "outcome", "data-outcome": name },
    h("strong", null, OUTCOMES[name] ?? name), milliseconds(ms), tag && [", for ", h("code", null, tag)]);
}

/** What libraries call the states of their queries, in one language. */
const STATES = { success: "fresh", fulfilled: "fresh", pending: "fetching" };

/** One query, and what the picked tag or event means for it. */
function query({ query, tab, said, event, now }) {
  const notes = tab.notes.filter(({ key }) => key === query.key);
  const pair = said && query.tags.length > 0 && said.type !== "resync"
    ? why(said.from, said.tags, query.tags) : undefined;
  const hit = said && concerns(said, query.tags);
  const became = event ? notes.filter((note) => sameEvent(note.event, event)) : [];
  const last = notes.at(-1);
  const state = STATES[query.state] ?? query.state;
  return h("article", {
    class: "query",
    "data-key": `${tab.tab} ${query.key}`,
    "data-query": query.key,
    "data-hit": said ? String(hit) : undefined,
    "aria-label": `Query ${query.key}`,
  },
  h("header", null,
    h("code", { class: "key" }, query.key),
    h("span", { class: "state", "data-state": state }, query.observers === 0 ? `${state}, nobody looks` : state)),
  h("p", { class: "wants" },
    h("span", { class: "soft" }, query.tags.length ? "wants " : "wants nothing: no invalidation ever refetches it"),
    query.tags.map((tag) => chip(tag))),
  said && h("p", { class: "verdict" },
    h("strong", null, verdict(hit, event, became)),
    " ",
    said.type === "resync" ? "A resync concerns every query that has tags."
      : pair?.sentence ?? "Without tags it is never concerned."),
  became.map(outcome),
  pair && segments(pair),
  !event && last && h("p", { class: "last" },
    h("button", { type: "button", class: "link", "data-act": "event", "data-event": eventKey(last.event) },
      `${OUTCOMES[last.outcome]?.split(":")[0] ?? last.outcome} ${ago(now - last.at)}, because of ${last.event.from ?? "a resync"}`)));
}

function verdict(hit, event, became) {
  if (!event) return hit ? "Would refetch." : "Would stay as it is.";
  if (became.length) return "Concerned.";
  return hit ? "Overlaps." : "Not concerned.";
}

export function tabs({ tabs, said, event, now }) {
  return tabs.map((tab) =>
    h("section", { class: "tab", "data-key": tab.tab, "aria-label": `Tab ${tab.title}` },
      h("h3", null, tab.title || "Untitled", tab.path && h("span", { class: "soft" }, ` ${tab.path}`),
        tab.visible === false && h("span", { class: "badge" }, "hidden")),
      h("div", { class: "cards" },
        cards(tab.queries, said).map((each) => query({ query: each, tab, said, event, now })),
        tab.queries.length > MOST_CARDS && h("p", { class: "empty" }, `${tab.queries.length - MOST_CARDS} more are not shown.`),
        tab.queries.length === 0 && h("p", { class: "empty" }, "This tab has no queries that an adapter reports."))));
}

function cards(queries, said) {
  if (queries.length <= MOST_CARDS) return queries;
  const first = said ? queries.filter(({ tags }) => concerns(said, tags)) : [];
  return [...new Set([...first, ...queries])].slice(0, MOST_CARDS);
}

export function summary({ tabs, said, event }) {
  const queries = tabs.flatMap((tab) => tab.queries);
  const count = countedQueries(queries.length);
  if (!said) return `${count} in ${counted(tabs.length, "tab", "tabs")}`;
  const hits = queries.filter(({ tags }) => concerns(said, tags)).length;
  return event ? `it concerned ${hits} of ${count}` : `${hits} of ${count} would refetch`;
}

/** From the line of code to the refetch. */
export function chain({ event, call, notes }) {
  const landed = notes.filter(({ ms }) => ms !== undefined);
  const counts = outcomeCounts(notes);
  return h("ol", { class: "chain", "aria-label": "What led to it" },
    h("li", { "data-step": "site" }, h("small", null, "invalidated by"),
      event.sandbox ? h("b", null, "this page, as if")
        : call ? h("b", null, breakable(call.site)) : h("b", { class: "soft" }, "not known"),
      !call && !event.sandbox && h("small", null, "another node, or before the Playground was on")),
    h("li", null, h("small", null, "said"), event.type === "resync"
      ? h("b", null, `refetch everything (${event.reason})`) : chip(event.from),
      event.tags?.length > 1 && h("small", null, `that is ${event.tags.slice(0, 4).join(", ")}${event.tags.length > 4 ? ", …" : ""}`)),
    h("li", null, h("small", null, event.local ? "heard from a response" : "event"),
      h("b", null, time(event.at)), event.id && h("small", { class: "id" }, event.id)),
    h("li", null, h("small", null, "so"), h("b", null, counts || "nothing happened in the open tabs"),
      landed.length > 0 && h("small", null, `the last one landed${milliseconds(Math.max(...landed.map(({ ms }) => ms)))}`)));
}

// The events

const sameEvent = (a, b) => eventKey(a) === eventKey(b);

const outcomeCounts = (notes) => Object.entries(notes.reduce(
  (counts, note) => ({ ...counts, [note.outcome]: (counts[note.outcome] ?? 0) + 1 }), {}))
  .map(([name, count]) => `${count} ${name}`).join(", ");

export function events({ events, notesOf, callOf, picked }) {
  return events.map((event) => {
    const key = eventKey(event);
    const counts = outcomeCounts(notesOf(event));
    const call = callOf(event);
    return h("li", { "data-key": key },
      h("button", {
        type: "button",
        class: "event",
        "data-act": "event",
        "data-event": key,
        "data-type": event.type,
        "aria-pressed": String(key === picked),
      },
      h("span", { class: "line" },
        h("span", { class: "from" }, event.type === "resync" ? `everything (${event.reason})` : event.from),
        h("time", null, time(event.at))),
      h("span", { class: "line" },
        h("span", { class: "site" }, event.sandbox ? "sandbox" : call ? breakable(call.site) : ""),
        h("span", { class: "counts" }, counts || "nobody here wants it"))));
  });
}

// The rest

export function serverLine({ connections, subscriptions }) {
  const all = subscriptions[""] ?? 0;
  const filtered = Object.entries(subscriptions).filter(([path]) => path !== "")
    .map(([path, count]) => `${path} (${count})`);
  return `This server has ${connections} open ${connections === 1 ? "stream" : "streams"}`
    + (all ? `, ${all === connections ? "" : `${all} of them `}for all tags` : "")
    + (filtered.length ? `; wanted are ${filtered.slice(0, 6).join(", ")}${filtered.length > 6 ? ", …" : ""}` : "")
    + ".";
}

const TITLES = {
  unknown: "Outside the schema",
  unlistened: "Nobody listens",
  uncovered: "No tag covers it",
};

export function faults(found) {
  return found.map(({ kind, key, title, text, tag, meant }) =>
    h("li", { "data-key": key, "data-fault": kind },
      h("strong", null, TITLES[kind]), " ",
      tag ? chip(tag) : h("code", null, title),
      h("span", { class: "why" }, ` ${text}`),
      meant && h("span", { class: "meant" }, " Is it ", chip(meant), "?")));
}

export function forms(found) {
  return found && [["Java", found.java], ["TypeScript", found.ts], ["wire", found.wire]].map(([name, text]) =>
    h("div", { "data-key": name, "data-form": name },
      h("dt", null, name),
      h("dd", null, h("code", null, text),
        h("button", { type: "button", class: "copy", "data-act": "copy", "data-text": text, "aria-label": `Copy ${name}` }, "copy"))));
}

export function options(found, active) {
  return found.map((tag, i) =>
    h("li", { id: `option-${i}`, role: "option", "data-act": "option", "data-tag": tag, "aria-selected": String(i === active) }, tag));
}

function ago(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3_600)} h ago`;
}

const time = (at) => new Date(at).toLocaleTimeString(undefined, { hour12: false });
