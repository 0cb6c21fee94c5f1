// SPDX-License-Identifier: Apache-2.0

// The Playground's warnings: the planted faults are found, and nothing else is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { faults } from "../../main/resources/META-INF/tagtree/playground/faults.js";
import { index } from "../../main/resources/META-INF/tagtree/playground/schema.js";

const schema = index([JSON.parse(readFileSync(
  new URL("../../../../../processor/src/test/resources/expected/App.json", import.meta.url), "utf8"))]);

const healthy = [
  { key: '["todos"]', tags: ["todos.list", "todos.byId(*)"] },
  { key: '["todo","1"]', tags: ["todos.byId(1)"] },
];
const find = ({ queries = healthy, said = [], wanted = queries.flatMap(({ tags }) => tags) }) =>
  faults({ schema, queries, said, wanted }).map(({ kind, title, meant }) => [kind, title, meant]);

test("an application without faults has none", () => {
  assert.deepEqual(find({ said: ["todos.*", "todos.byId(9)", "*"] }), []);
});

test("the three planted faults are found, each once, and nothing else", () => {
  const queries = [
    ...healthy,
    { key: '["typo"]', tags: ["todo.list"] },
    { key: '["typo again"]', tags: ["todo.list"] },
    { key: '["settings"]', tags: [] },
  ];
  assert.deepEqual(find({ queries, said: ["notes.list", "notes.list", "todos.list"] }), [
    ["unknown", "todo.list", "todos.list"],
    ["uncovered", '["settings"]', undefined],
    ["unlistened", "notes.list", undefined],
  ]);
});

test("what the server misspells is outside the schema, and not also unheard", () => {
  assert.deepEqual(find({ said: ["todos.lst"] }), [["unknown", "todos.lst", "todos.list"]]);
});

test("what a misspelt tag of a query meant is not also reported as unheard", () => {
  const queries = [{ key: '["todos"]', tags: ["todo.list"] }];
  assert.deepEqual(find({ queries, said: ["todos.list"] }), [["unknown", "todo.list", "todos.list"]]);
});

test("nobody looking at a row now is no fault where somebody has looked at one before", () => {
  const wanted = ["todos.list", "todos.byId(1)"];
  assert.deepEqual(find({ queries: [healthy[0]], said: ["todos.byId(2)"], wanted }), []);
});

test("what filters of streams ask for and no tree declares is found by the server's counts", () => {
  const subscriptions = { "": 3, todos: 1, "todos.byId": 4, "todos.byID": 2, later: 1 };
  const found = faults({ schema, queries: [], said: [], wanted: [], subscriptions });
  assert.deepEqual(found.map(({ title, text }) => [title, text]), [
    ["todos.byID", "No tree of this server declares todos.byID. 2 filters ask for it."],
    ["later", "No tree of this server declares later. A filter asks for it."],
  ]);
});

const dead = (counts, queries = []) =>
  faults({ schema, queries, said: [], wanted: queries.flatMap(({ tags }) => tags), ...counts })
    .map(({ kind, title, tag, text }) => [kind, title, tag, text]);

test("what the server never saw wanted is listened to by nobody, whatever page is open", () => {
  assert.deepEqual(dead({ unwanted: { "todos.byId": 3, notes: 1 } }), [
    ["unlistened", "todos.byId(*)", "todos.byId(*)",
      "It was invalidated 3 times, and no filter on this server has wanted anything of it."],
    ["unlistened", "notes.*", "notes.*",
      "It was invalidated, and no filter on this server has wanted anything of it."],
  ]);
});

test("what the server saw unwanted and no tree declares is outside the schema", () => {
  assert.deepEqual(dead({ unwanted: { "todos.byID": 2 } }), [
    ["unknown", "todos.byID", undefined,
      "No tree of this server declares todos.byID. It was invalidated 2 times."],
  ]);
});

test("what the page has heard itself and the server has counted is said once", () => {
  const both = { unwanted: { "todos.byID": 2, "notes.list": 1 } };
  const found = faults({ schema, queries: healthy, wanted: [], said: ["todos.byID(1)", "notes.list"], ...both });
  assert.deepEqual(found.map(({ kind, title }) => [kind, title]), [
    ["unlistened", "notes.list"],
    ["unknown", "todos.byID(1)"],
  ]);
});

test("what the server saw asked for once is outside the schema, also when it is gone", () => {
  const found = dead({ unknown: { later: 1, old: 2 }, subscriptions: { old: 1 } });
  assert.deepEqual(found.map(([kind, title, , text]) => [kind, title, text]), [
    ["unknown", "old", "No tree of this server declares old. A filter asks for it."],
    ["unknown", "later", "No tree of this server declares later. A filter has asked for it."],
  ]);
});

test("what a misspelt tag meant is not also unwanted", () => {
  const queries = [{ key: '["todos"]', tags: ["todo.list"] }];
  assert.deepEqual(dead({ unwanted: { "todos.list": 1 } }, queries).map(([kind]) => kind), ["unknown"]);
});

test("without an open page nobody is missed", () => {
  assert.deepEqual(find({ queries: [], said: ["notes.list"] }), []);
});
