// SPDX-License-Identifier: Apache-2.0

// How the Playground follows the tabs of its browser, and what it shows while there are none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { createSandbox, lessons } from "../../main/resources/META-INF/tagtree/playground/sandbox.js";
import { index, problem } from "../../main/resources/META-INF/tagtree/playground/schema.js";
import { followTabs } from "../../main/resources/META-INF/tagtree/playground/tabs.js";
import { stopTime } from "./fakes.js";

const tree = JSON.parse(readFileSync(
  new URL("../../../../../processor/src/test/resources/expected/App.json", import.meta.url), "utf8"));

function follow(t) {
  stopTime(t);
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "setTimeout", "Date"], now: 1_000_000 });
  const channel = new EventTarget();
  const asked = [];
  channel.postMessage = (message) => asked.push(message);
  channel.close = () => {};
  const document = new EventTarget();
  document.visibilityState = "visible";
  let changes = 0;
  const tabs = followTabs({ channel, changed: () => changes++, without: "/playground/" }, { document });
  const say = (data) => channel.dispatchEvent(Object.assign(new Event("message"), { data }));
  return { tabs, asked, say, document, changes: () => changes };
}

const answer = (tab, more) => ({ tab, title: tab, path: "/", queries: [], notes: [], ...more });
const note = (at, ms) => ({ key: "k", at, ms, event: { id: "e-1", from: "a.x" } });

test("tabs are asked at once and again, and those that do not answer are gone", (t) => {
  const { tabs, asked, say } = follow(t);
  say(answer("one"));
  say(answer("two"));
  assert.equal(asked.length, 1);
  for (let i = 0; i < 4; i++) {
    mock.timers.tick(1_000);
    say(answer("two"));
  }
  assert.deepEqual(tabs.list().map(({ tab }) => tab), ["two"]);
  assert.deepEqual(asked.at(-1), { ask: "who" });
  tabs.close();
  mock.timers.tick(5_000);
  assert.equal(asked.length, 5);
});

test("a Playground that was hidden asks before it takes anybody for gone", (t) => {
  const { tabs, asked, say, document } = follow(t);
  say(answer("one"));
  document.visibilityState = "hidden";
  mock.timers.tick(60_000);
  assert.equal(asked.length, 1);
  document.visibilityState = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(tabs.list().length, 1);
  mock.timers.tick(4_000);
  assert.equal(tabs.list().length, 0);
});

test("a note is kept once, with the duration that came later; notes and tabs are bounded", (t) => {
  const { tabs, say } = follow(t);
  say(answer("one", { notes: [note(1)] }));
  say({ tab: "one", notes: [note(1, 12)] });
  assert.deepEqual(tabs.list()[0].notes.map(({ ms }) => ms), [12]);
  say({ tab: "one", notes: Array.from({ length: 400 }, (_, i) => note(i)) });
  assert.equal(tabs.list()[0].notes.length, 256);
  for (let i = 0; i < 100; i++) say(answer(`tab ${i}`));
  assert.equal(tabs.list().length, 64);
});

test("what is no answer, and what Playgrounds say, is passed over", (t) => {
  const { tabs, say, changes } = follow(t);
  for (const data of [null, "x", { ask: "who" }, { tab: 1, queries: [] }, { tab: "late", notes: [note(1)] }]) {
    say(data);
  }
  say(answer("other Playground", { path: "/playground/" }));
  assert.equal(changes(), 0);
  assert.equal(tabs.list().length, 0);
});

test("the sandbox teaches with tags that the trees declare: a list, one row, both, and all", () => {
  const schema = index([tree]);
  const taught = lessons(schema);
  assert.deepEqual(taught.map(({ tags }) => tags), [
    ["todos.list"], ["todos.byId(1)"], ["todos.list", "todos.byId(*)"], ["todos.*"],
  ]);
  for (const tag of taught.flatMap(({ tags }) => tags)) assert.equal(problem(schema, tag), undefined);
  assert.equal(lessons(index([])).length, 4);
});

test("queries of the sandbox do what an adapter would do", (t) => {
  stopTime(t);
  const { tab, hear } = createSandbox(index([tree]), () => {});
  const states = () => tab.queries.map(({ state }) => state);
  const event = { type: "invalidate", id: "e-1", from: "todos.byId(1)", tags: ["todos.byId(1)"] };
  hear(event);
  assert.deepEqual(states(), ["fresh", "fetching", "fetching", "fetching"]);
  hear(event);
  assert.deepEqual(tab.notes.map(({ outcome }) => outcome), [..."rrrqqq"].map((o) => ({ r: "refetched", q: "queued" })[o]));
  mock.timers.tick(700);
  assert.deepEqual(states(), ["fresh", "fetching", "fetching", "fetching"]); // what was queued
  mock.timers.tick(600);
  assert.deepEqual(states(), ["fresh", "fresh", "fresh", "fresh"]);
  hear({ type: "resync", id: "e-2", reason: "gap" });
  assert.deepEqual(states(), ["fetching", "fetching", "fetching", "fetching"]);
});
