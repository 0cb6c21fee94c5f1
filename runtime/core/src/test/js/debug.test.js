// SPDX-License-Identifier: Apache-2.0

// What a tab tells the Playground: only when asked, bounded, and nothing that cannot be copied.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { attach } from "../../main/resources/META-INF/tagtree/debug.js";
import { createTrace } from "../../main/resources/META-INF/tagtree/trace.js";
import { stopTime } from "./fakes.js";

class FakeChannel {
  said = [];
  postMessage(message) {
    this.said.push(structuredClone(message));
  }
  ask(data = { ask: "who" }) {
    this.onmessage({ data });
  }
}

function tab(t, queries = []) {
  stopTime(t);
  globalThis.document = { title: "Todos", visibilityState: "visible" };
  globalThis.location = { pathname: "/todos" };
  t.after(() => {
    delete globalThis.document;
    delete globalThis.location;
  });
  const trace = createTrace();
  trace.add(() => queries);
  const stream = { status: "live", trace, explain: trace.explain };
  const channel = new FakeChannel();
  attach(stream, channel);
  return { stream, channel, trace };
}

const note = (key, more) => ({
  key,
  tag: "todos.list",
  event: { type: "invalidate", id: "e-1", from: "todos.list", tags: ["todos.list"] },
  outcome: "refetched",
  at: 5,
  ...more,
});

test("a tab says who it is and what its queries want", (t) => {
  const { channel } = tab(t, [{ key: ["todos", 1n], tags: ["todos.list"], state: "fresh", observers: 2 }]);
  const [{ tab: id, ...answer }] = channel.said;
  assert.match(id, /^\w+$/);
  assert.deepEqual(answer, {
    title: "Todos",
    path: "/todos",
    visible: true,
    status: "live",
    queries: [{ key: '["todos","1"]', tags: ["todos.list"], state: "fresh", observers: 2 }],
    notes: [],
  });
});

test("attaching again says nothing twice", (t) => {
  const { stream, channel } = tab(t);
  attach(stream, channel);
  channel.ask();
  assert.equal(channel.said.length, 2); // the first answer, and that to the question
});

test("notes are told as they come, until nobody has asked for a while", (t) => {
  const { channel, trace } = tab(t);
  trace.note(note(["todos"]));
  assert.equal(channel.said.at(-1).notes[0].key, '["todos"]');
  mock.timers.tick(6_000);
  const before = channel.said.length;
  trace.note(note(["todos"]));
  trace.note(note(["todos"]));
  assert.equal(channel.said.length, before);
  channel.ask();
  assert.equal(channel.said.at(-1).notes.length, 3);
});

test("a duration that came later is in the next answer", (t) => {
  const { channel, trace } = tab(t);
  const written = trace.note(note(["todos"]));
  written.ms = 12;
  channel.ask();
  assert.equal(channel.said.at(-1).notes[0].ms, 12);
});

test("a key that cannot be copied, goes in a circle or is endless is still told", (t) => {
  const circle = [];
  circle.push(circle);
  const keys = [[() => {}, Symbol("x")], circle, ["x".repeat(1_000)], undefined];
  const { channel } = tab(t, keys.map((key) => ({ key, tags: [] })));
  const { queries } = channel.said[0];
  assert.equal(queries.length, 4);
  assert.ok(queries.every(({ key }) => typeof key === "string" && key.length <= 201));
});

test("an answer is bounded, and other questions and closed streams have none", (t) => {
  const { stream, channel } = tab(t, Array.from({ length: 900 }, (_, i) => ({ key: [i], tags: [] })));
  assert.equal(channel.said[0].queries.length, 500);
  channel.ask({ ask: "me" });
  channel.ask(null);
  stream.status = "closed";
  channel.ask();
  assert.equal(channel.said.length, 1);
});
