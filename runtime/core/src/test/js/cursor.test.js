// SPDX-License-Identifier: Apache-2.0

// What a stream offers, how its cursor moves, and what it makes of each event.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { concerns, connect } from "../../main/resources/META-INF/tagtree/core.js";
import { offered, open, reconnect, sources, types } from "./stream-fixture.js";

test("the first attempt offers the age of the page, in whole milliseconds", () => {
  open();
  assert.match(sources.last.url, /^\/tags\/events\?age=\d+$/);
});

test("the age grows until there is a cursor", () => {
  open();
  const first = Number(offered().get("age"));
  mock.method(performance, "now", () => first + 5_000.25);
  reconnect();
  assert.equal(Number(offered().get("age")), first + 5_001);
});

test("the first attempt offers the cursor it was given", () => {
  const { stream } = open({ cursor: "e-5" });
  assert.equal(stream.cursor, "e-5");
  assert.equal(sources.last.url, "/tags/events?cursor=e-5");
});

test("parameters of the url stay, and tags become its filter", () => {
  const group = { __proto__: null, toString: () => "todos.*" };
  open({ url: "/tags/events?a=1", cursor: "e-5", tags: [group, "notes.byId(%2A)"] });
  assert.deepEqual(offered().getAll("tag"), ["todos.*", "notes.byId(%2A)"]);
  assert.equal(offered().get("a"), "1");
  assert.equal(offered().get("cursor"), "e-5");
});

test("a missing url is an error at once", () => {
  assert.throws(() => connect({}), /url/);
  assert.throws(() => connect(), /url/);
});

test("hello makes the stream live and names the client", () => {
  const { stream, said } = open();
  assert.equal(stream.status, "connecting");
  sources.last.hello("live", "e-10");
  assert.equal(stream.status, "live");
  assert.equal(stream.clientId, "c1");
  assert.equal(stream.cursor, "e-10");
  assert.deepEqual(said, [{ type: "status", status: "live" }]);
});

test("an invalidation is told with its cursor", () => {
  const { stream, said } = open();
  sources.last.hello("live", "e-10");
  sources.last.send(
    "invalidate",
    { tags: ["todos.list"], from: "todos.*", spread: 20, new: 1 },
    "e-11",
  );
  assert.deepEqual(said.at(-1), {
    type: "invalidate",
    tags: ["todos.list"],
    from: "todos.*",
    id: "e-11",
    spread: 20,
  });
  assert.equal(stream.cursor, "e-11");
});

test("a cursor survives any number of failed attempts", () => {
  open();
  sources.last.hello("live", "e-10");
  sources.last.invalidate("e-11", "todos.list");
  for (let i = 0; i < 20; i++) {
    sources.last.fail();
    mock.timers.tick(30_000);
    assert.equal(offered().get("cursor"), "e-11");
    assert.equal(offered().has("age"), false);
  }
  assert.equal(sources.opened.length, 21);
});

test("a heartbeat moves the cursor, never back", () => {
  const { stream } = open();
  sources.last.hello("live", "e-10");
  sources.last.send("heartbeat", { current: true }, "e-90");
  assert.equal(stream.cursor, "e-90");
  sources.last.send("heartbeat", { current: true }, "e-80");
  assert.equal(stream.cursor, "e-90");
});

for (const verdict of ["replayed", "resync"]) {
  test(`a hello that says ${verdict} does not move the cursor`, () => {
    const { stream } = open({ cursor: "e-10" });
    sources.last.hello(verdict, "e-99"); // even if a server gave it an id
    assert.equal(stream.cursor, "e-10");
    reconnect();
    assert.equal(offered().get("cursor"), "e-10");
  });
}

test("a replay moves the cursor event by event, and a break resumes in the middle", () => {
  const { said } = open({ cursor: "e-10" });
  sources.last.hello("replayed");
  sources.last.invalidate("e-11", "todos.list");
  sources.last.invalidate("e-12", "notes.list");
  reconnect();
  assert.equal(offered().get("cursor"), "e-12");
  assert.deepEqual(types(said), ["invalidate", "invalidate"]);
});

test("an event without an id of its own is not lost to the id before it", () => {
  const { stream } = open();
  sources.last.hello("live", "e-10");
  sources.last.send("bye", { after: 1_000 });
  assert.equal(stream.cursor, "e-10");
});

test("what was seen before is not told again", () => {
  const { said } = open({ cursor: "e-10" });
  sources.last.hello("replayed");
  for (const id of ["e-9", "e-10", "e-11", "e-11"]) sources.last.invalidate(id, "todos.list");
  assert.deepEqual(
    said.filter(({ type }) => type === "invalidate").map(({ id }) => id),
    ["e-11"],
  );
});

test("positions are compared as numbers of any size", () => {
  const { said } = open({ cursor: "e-9007199254740993" });
  sources.last.hello("replayed");
  for (const id of [
    "e-9007199254740992",
    "e-9007199254740994",
    "e-10000000000000000000",
    "e-9999",
  ]) {
    sources.last.invalidate(id, "todos.list");
  }
  assert.deepEqual(
    said.filter(({ type }) => type === "invalidate").map(({ id }) => id),
    ["e-9007199254740994", "e-10000000000000000000"],
  );
});

test("another epoch is never taken for the past, even where epochs contain dashes", () => {
  const { said } = open({ cursor: "a-1-500" });
  sources.last.hello("replayed");
  sources.last.invalidate("a-2-7", "todos.list");
  sources.last.invalidate("a-2-6", "todos.list");
  assert.deepEqual(types(said), ["invalidate"]);
});

test("a resync is told and moves the cursor, even back", () => {
  const { stream, said } = open({ cursor: "e-500" });
  sources.last.hello("resync");
  sources.last.send("resync", { reason: "gap", spread: 50 }, "e-20");
  assert.deepEqual(said.at(-1), { type: "resync", reason: "gap", id: "e-20", spread: 50 });
  assert.equal(stream.cursor, "e-20");
  sources.last.invalidate("e-21", "todos.list");
  assert.equal(said.at(-1).type, "invalidate");
});

test("a resync that cannot be read is one all the same", () => {
  const { said } = open();
  sources.last.hello("resync");
  sources.last.send("resync", "{", "e-20");
  assert.equal(said.at(-1).type, "resync");
});

for (const verdict of ["new", "of a later protocol", null]) {
  test(`a server that proves nothing (${verdict}) leads to a resync`, () => {
    const { stream, said } = open({ cursor: "e-500" });
    sources.last.hello(verdict, "f-20");
    assert.deepEqual(said.at(-1), { type: "resync", reason: "unproven", id: "f-20", spread: 0 });
    assert.equal(stream.cursor, "f-20");
  });
}

for (const [verdict, id] of [
  ["live", "e-10"],
  ["replayed", undefined],
]) {
  test(`a hello (${verdict}) slower than the server's margin does not prove an age`, () => {
    const { stream, said } = open();
    mock.timers.tick(1_001);
    sources.last.hello(verdict, id, { margin: 1_000 });
    assert.deepEqual(types(said), ["resync"]);
    assert.equal(stream.cursor, id);
  });

  test(`a hello (${verdict}) within the server's margin proves an age`, () => {
    const { said } = open();
    mock.timers.tick(1_000);
    sources.last.hello(verdict, id, { margin: 1_000 });
    assert.deepEqual(types(said), []);
  });
}

test("a slow hello proves a cursor all the same", () => {
  const { said } = open({ cursor: "e-9" });
  mock.timers.tick(9_000);
  sources.last.hello("live", "e-10", { margin: 1_000 });
  assert.deepEqual(types(said), []);
});

test("a slow hello that announces a resync leads to one and not two", () => {
  const { said } = open();
  mock.timers.tick(9_000);
  sources.last.hello("resync", undefined, { margin: 1_000 });
  sources.last.send("resync", { reason: "gap", spread: 0 }, "e-20");
  assert.deepEqual(types(said), ["resync"]);
});

test("a hello that cannot be read proves nothing, but the stream lives", () => {
  const { stream, said } = open();
  sources.last.send("hello", "<html>", "e-1");
  assert.equal(stream.status, "live");
  assert.deepEqual(types(said), ["resync"]);
});

for (const data of [
  "",
  "{",
  "null",
  "5",
  "[]",
  '{"tags":"x"}',
  '{"tags":[1],"from":"a"}',
  '{"tags":["a"]}',
]) {
  test(`an invalidation that cannot be read concerns everything: ${data}`, () => {
    const { said } = open();
    sources.last.hello("live", "e-10");
    sources.last.send("invalidate", data, "e-11");
    assert.deepEqual(said.at(-1), {
      type: "invalidate",
      tags: ["*"],
      from: "*",
      id: "e-11",
      spread: 0,
    });
    assert.equal(concerns(said.at(-1), ["todos.byId(1)"]), true);
  });
}

test("a spread that is no sensible number is none, or the longest", () => {
  const { said } = open();
  sources.last.hello("live", "e-10");
  let offset = 10;
  for (const [spread, taken] of [
    ['"9"', 0],
    ["null", 0],
    ["-5", 0],
    ["1e999", 600_000],
  ]) {
    sources.last.send(
      "invalidate",
      `{"tags":["a"],"from":"a","spread":${spread}}`,
      `e-${++offset}`,
    );
    assert.equal(said.at(-1).spread, taken);
  }
});

test("unknown events are ignored", () => {
  const { stream, said } = open();
  sources.last.hello("live", "e-10");
  sources.last.send("later", { x: 1 }, "e-99");
  assert.equal(stream.cursor, "e-10");
  assert.equal(said.length, 1);
});
