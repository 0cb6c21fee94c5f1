// SPDX-License-Identifier: Apache-2.0

// What the Playground keeps of the events that it hears, and which call it holds responsible.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createEvents, eventKey } from "../../main/resources/META-INF/tagtree/playground/events.js";
import { callSiteOf } from "../../main/resources/META-INF/tagtree/playground/server.js";
import { pathOf, wide } from "../../main/resources/META-INF/tagtree/playground/tag.js";
import { stopTime } from "./fakes.js";

const event = (number, at = number) =>
  ({ type: "invalidate", id: `e-${number}`, from: "todos.list", tags: ["todos.list"], at });

beforeEach((t) => stopTime(t));

test("an event that is told twice is kept once, the newest first", () => {
  const events = createEvents();
  for (const number of [2, 1, 3, 2]) events.add(event(number));
  assert.deepEqual(events.list().map(({ id }) => id), ["e-3", "e-2", "e-1"]);
  assert.equal(events.find(eventKey(event(2))).at, 2);
});

test("what was dropped or cleared away does not come back", () => {
  const events = createEvents();
  for (let number = 1; number <= 201; number++) events.add(event(number));
  events.add(event(1));
  assert.deepEqual([events.list().length, events.list().at(-1).id], [200, "e-2"]);
  events.clear();
  events.add(event(5));
  assert.deepEqual(events.list(), []);
  events.add(event(300, Date.now() + 1));
  assert.equal(events.list().length, 1);
});

test("an event's call is the first of its history at or after it that has said its tag", () => {
  const calls = [
    { id: "old-99", tags: ["todos.list"], site: "another history" },
    { id: "e-9", tags: ["todos.list"], site: "before" },
    { id: "e-10", tags: ["notes.list"], site: "another tag" },
    { id: "e-12", tags: ["todos.list", "todos.byId(1)"], site: "this" },
    { id: "e-13", tags: ["todos.list"], site: "after" },
  ];
  const of = (from, more) => callSiteOf(calls, { id: "e-10", from, ...more })?.site;
  assert.equal(of("todos.list"), "this");
  assert.equal(of("todos.*"), "this");
  assert.equal(of("users.*"), undefined);
  assert.equal(of("todos.list", { sandbox: true }), undefined);
  assert.equal(of("todos.list", { id: "" }), undefined);
});

test("a tag has a path, and a form that has any for every value", () => {
  assert.deepEqual(
    ["*", "org(acme).members.*", "rows.at(1,%2A)", "no tag"].map(pathOf),
    ["", "org.members", "rows.at", undefined],
  );
  assert.deepEqual(
    ["*", "org(acme).members.*", "rows.at(1,%2A)", "todos.list"].map(wide),
    ["*", "org(*).members.*", "rows.at(*,*)", "todos.list"],
  );
});
