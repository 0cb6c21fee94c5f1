// SPDX-License-Identifier: Apache-2.0

// Listeners and watchers, and the tags they give.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { concerns, connect, texts } from "../../main/resources/META-INF/tagtree/core.js";
import { open, sources } from "./stream-fixture.js";

test("a listener that throws disturbs no other", () => {
  const reported = mock.method(console, "error", () => {});
  const stream = connect({ url: "/e", eventSource: sources.create });
  const heard = [];
  stream.listen(() => {
    throw new Error("mine");
  });
  stream.listen(({ status }) => heard.push(status));
  sources.last.hello("live", "e-1");
  assert.deepEqual(heard, ["live"]);
  assert.equal(reported.mock.calls[0].arguments[0].message, "mine");
});

test("a listener that was stopped is told nothing, even by the message that is being told", () => {
  const stream = connect({ url: "/e", eventSource: sources.create });
  const heard = [];
  const fn = (message) => heard.push(message);
  stream.listen(() => stopSecond());
  const stopSecond = stream.listen(fn);
  stream.listen(fn);
  sources.last.hello("live", "e-1");
  assert.equal(heard.length, 1);
});

test("a watcher is called for what overlaps, and on a resync", () => {
  const { stream } = open();
  const byId = Object.assign(() => {}, { toString: () => "todos.byId(*)" });
  const calls = [];
  const stop = stream.watch([byId, "notes.list"], ({ id }) => calls.push(id));
  sources.last.hello("live", "e-1");
  sources.last.invalidate("e-2", "todos.byId(7)");
  sources.last.invalidate("e-3", "todos.list");
  sources.last.invalidate("e-4", "notes.*");
  sources.last.send("resync", { reason: "log", spread: 0 }, "e-5");
  stop();
  sources.last.invalidate("e-6", "*");
  assert.deepEqual(calls, ["e-2", "e-4", "e-5"]);
});

test("a watcher may name one tag without a list, and asks for its text once", () => {
  const { stream } = open();
  let asked = 0;
  const group = { __proto__: null, toString: () => (asked++, "todos.*") };
  const calls = [];
  stream.watch(group, ({ id }) => calls.push(id));
  sources.last.hello("live", "e-1");
  sources.last.invalidate("e-2", "todos.list");
  sources.last.invalidate("e-3", "todos.byId(1)");
  assert.deepEqual(calls, ["e-2", "e-3"]);
  assert.equal(asked, 1);
});

test("a watcher of nothing is never called", () => {
  const { stream } = open();
  stream.watch([], assert.fail);
  sources.last.hello("new", "e-1");
  sources.last.invalidate("e-2", "*");
});

test("a spread delays a watcher once, whatever comes meanwhile", () => {
  const { stream } = open();
  const calls = [];
  stream.watch(["todos.*"], ({ id }) => calls.push([id, Date.now()]));
  sources.last.hello("live", "e-1");
  const send = (id) =>
    sources.last.send(
      "invalidate",
      { tags: ["todos.list"], from: "todos.list", spread: 1_000 },
      id,
    );
  const start = Date.now();
  send("e-2");
  mock.timers.tick(400);
  send("e-3");
  mock.timers.tick(100);
  assert.deepEqual(calls, [["e-2", start + 500]]);
  send("e-4");
  mock.timers.tick(500);
  assert.equal(calls.length, 2);
});

for (const end of ["stop", "close"]) {
  test(`a watcher's wait ends with ${end}`, () => {
    const { stream } = open();
    const stop = stream.watch(["todos.*"], assert.fail);
    sources.last.hello("resync");
    sources.last.send("resync", { reason: "gap", spread: 1_000 }, "e-5");
    if (end === "stop") stop();
    else stream.close();
    mock.timers.tick(2_000);
  });
}

test("a watcher that throws after a spread is reported", () => {
  const reported = mock.method(console, "error", () => {});
  const { stream } = open();
  stream.watch(["todos.*"], () => {
    throw new Error("mine");
  });
  sources.last.hello("resync");
  sources.last.send("resync", { reason: "gap", spread: 1_000 }, "e-5");
  mock.timers.tick(1_000);
  assert.equal(reported.mock.callCount(), 1);
});

for (const wrong of [
  undefined,
  null,
  "",
  {},
  [],
  5,
  "todos/list",
  "todos.",
  "todos.*.list",
  () => {},
]) {
  test(`what is no tag is refused at once: ${String(wrong)}`, () => {
    const { stream } = open();
    assert.throws(() => stream.watch(["todos.list", wrong], () => {}), /TypeError: not a tag/);
    assert.throws(
      () => connect({ url: "/e", tags: [wrong], eventSource: sources.create }),
      TypeError,
    );
    assert.equal(sources.opened.length, 1);
  });
}

test("tags of every form are taken", () => {
  const forms = [
    "*",
    "a",
    "a.*",
    "todos.byId()",
    "todos.byId(%2A)",
    "o(x.y,*).a_1.B(-_.~)",
    "o(1).*",
  ];
  assert.deepEqual(texts(forms), forms);
});

test("a status concerns nobody", () => {
  assert.equal(concerns({ type: "status", status: "live" }, ["*"]), false);
});
