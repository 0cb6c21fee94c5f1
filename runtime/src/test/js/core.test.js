// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { concerns, connect, texts } from "../../main/resources/META-INF/resources/tagtree/core.js";
import { FakeSources, stopTime } from "./fakes.js";

let sources, random;

beforeEach((t) => {
  random = stopTime(t);
  sources = new FakeSources();
});

/** An open stream and everything it says. */
function open(options = {}) {
  const stream = connect({ url: "/tags/events", eventSource: sources.create, ...options });
  const said = [];
  stream.listen((message) => said.push(message));
  return { stream, said };
}

/** The query parameters of the latest attempt. */
const offered = () => new URL(sources.last.url, "http://localhost").searchParams;
const types = (said) => said.map(({ type }) => type).filter((type) => type !== "status");
const states = (said) => said.filter(({ type }) => type === "status").map(({ status }) => status);

/** Loses the connection and lets the next attempt happen. */
function reconnect() {
  sources.last.fail();
  mock.timers.tick(1_000);
}

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
  sources.last.send("invalidate", { tags: ["todos.list"], from: "todos.*", spread: 20, new: 1 }, "e-11");
  assert.deepEqual(said.at(-1), {
    type: "invalidate", tags: ["todos.list"], from: "todos.*", id: "e-11", spread: 20,
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
  assert.deepEqual(said.filter(({ type }) => type === "invalidate").map(({ id }) => id), ["e-11"]);
});

test("positions are compared as numbers of any size", () => {
  const { said } = open({ cursor: "e-9007199254740993" });
  sources.last.hello("replayed");
  for (const id of ["e-9007199254740992", "e-9007199254740994", "e-10000000000000000000", "e-9999"]) {
    sources.last.invalidate(id, "todos.list");
  }
  assert.deepEqual(said.filter(({ type }) => type === "invalidate").map(({ id }) => id),
    ["e-9007199254740994", "e-10000000000000000000"]);
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

for (const [verdict, id] of [["live", "e-10"], ["replayed", undefined]]) {
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

for (const data of ["", "{", "null", "5", "[]", '{"tags":"x"}', '{"tags":[1],"from":"a"}', '{"tags":["a"]}']) {
  test(`an invalidation that cannot be read concerns everything: ${data}`, () => {
    const { said } = open();
    sources.last.hello("live", "e-10");
    sources.last.send("invalidate", data, "e-11");
    assert.deepEqual(said.at(-1), { type: "invalidate", tags: ["*"], from: "*", id: "e-11", spread: 0 });
    assert.equal(concerns(said.at(-1), ["todos.byId(1)"]), true);
  });
}

test("a spread that is no sensible number is none, or the longest", () => {
  const { said } = open();
  sources.last.hello("live", "e-10");
  let offset = 10;
  for (const [spread, taken] of [['"9"', 0], ["null", 0], ["-5", 0], ["1e999", 600_000]]) {
    sources.last.send("invalidate", `{"tags":["a"],"from":"a","spread":${spread}}`, `e-${++offset}`);
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

test("any error closes the source and leads to one new attempt", () => {
  const { said } = open();
  const first = sources.last;
  first.fail();
  first.fail();
  assert.equal(first.closed, true);
  assert.equal(sources.opened.length, 1);
  mock.timers.tick(60_000 / 2);
  assert.equal(sources.opened.length, 2);
  assert.deepEqual(states(said), ["waiting", "connecting"]);
});

test("events of a source that was given up count no more", () => {
  const { stream, said } = open();
  const first = sources.last;
  first.hello("live", "e-10");
  reconnect();
  first.invalidate("e-11", "todos.list");
  first.fail();
  assert.equal(stream.cursor, "e-10");
  assert.deepEqual(types(said), []);
  assert.equal(sources.last.closed, false);
});

test("delays are random between half a second and a ceiling that doubles to 30 seconds", () => {
  for (const [luck, delays] of [[0, [500, 500, 500]], [1, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]]]) {
    random.mock.mockImplementation(() => luck);
    sources = new FakeSources();
    const { stream } = open();
    for (const delay of delays) {
      const attempts = sources.opened.length;
      sources.last.fail();
      mock.timers.tick(delay - 1);
      assert.equal(sources.opened.length, attempts);
      mock.timers.tick(1);
      assert.equal(sources.opened.length, attempts + 1);
    }
    stream.close();
  }
});

test("only a hello shortens the delays again", () => {
  open();
  for (let i = 0; i < 10; i++) {
    sources.last.fail();
    mock.timers.tick(30_000);
  }
  sources.last.send("open", {});
  sources.last.fail();
  const attempts = sources.opened.length;
  mock.timers.tick(15_000);
  assert.equal(sources.opened.length, attempts);
  mock.timers.tick(15_000);
  sources.last.hello("live", "e-1");
  sources.last.fail();
  mock.timers.tick(1_000);
  assert.equal(sources.opened.length, attempts + 2);
});

test("a source that cannot be made is reported and tried again", () => {
  const reported = mock.method(console, "error", () => {});
  let broken = true;
  const { stream } = open({
    eventSource: (url) => {
      if (broken) throw new Error("blocked");
      return sources.create(url);
    },
  });
  assert.equal(stream.status, "waiting");
  assert.equal(reported.mock.callCount(), 1);
  broken = false;
  mock.timers.tick(1_000);
  assert.equal(stream.status, "connecting");
});

test("a silent stream is given up after two and a half heartbeats", () => {
  const { stream } = open();
  sources.last.hello("live", "e-1", { heartbeat: 4_000 });
  mock.timers.tick(9_000);
  sources.last.send("heartbeat", { current: true }, "e-1");
  mock.timers.tick(9_000);
  assert.equal(stream.status, "live");
  mock.timers.tick(3_000);
  assert.equal(stream.status, "waiting");
});

test("a source that never says hello is given up too", () => {
  open();
  mock.timers.tick(45_000);
  assert.equal(sources.opened[0].closed, true);
});

test("after a sleep of the machine the first timer notices, however late it is", () => {
  const { stream } = open();
  sources.last.hello("live", "e-1");
  mock.timers.setTime(Date.now() + 3_600_000);
  mock.timers.tick(7_500);
  assert.notEqual(stream.status, "live");
});

for (const heartbeat of [0, -1, "x", null, 1e-9]) {
  test(`a heartbeat of ${heartbeat} makes no storm`, () => {
    open();
    sources.last.hello("live", "e-1", { heartbeat });
    mock.timers.tick(2_000);
    assert.equal(sources.opened.length, 1);
  });
}

test("bye ends the source, and the next attempt heeds the server's hint", () => {
  const { stream } = open();
  sources.last.hello("live", "e-1");
  const first = sources.last;
  first.send("bye", { after: 20_000 });
  first.fail();
  assert.equal(first.closed, true);
  assert.equal(stream.status, "waiting");
  mock.timers.tick(9_999);
  assert.equal(sources.opened.length, 1);
  mock.timers.tick(10_001);
  assert.equal(sources.opened.length, 2);
  assert.equal(offered().get("cursor"), "e-1");
});

for (const after of ["soon", null, -1, 0]) {
  test(`a bye with the hint ${after} makes no storm`, () => {
    open();
    sources.last.send("bye", { after });
    mock.timers.tick(249);
    assert.equal(sources.opened.length, 1);
    mock.timers.tick(30_000);
    assert.equal(sources.opened.length, 2);
  });
}

test("close ends everything", () => {
  const { stream, said } = open();
  const source = sources.last;
  source.hello("live", "e-1");
  stream.close();
  stream.close();
  assert.equal(source.closed, true);
  source.invalidate("e-2", "todos.list");
  mock.timers.tick(600_000);
  assert.equal(sources.opened.length, 1);
  assert.deepEqual(states(said), ["live", "closed"]);
  stream.listen(assert.fail)();
});

test("a stream closed while it waits makes no further attempt", () => {
  const { stream } = open();
  sources.last.fail();
  stream.close();
  mock.timers.tick(600_000);
  assert.equal(sources.opened.length, 1);
});

test("a stream may be closed by its own listener", () => {
  const { stream, said } = open();
  stream.listen(({ status }) => status === "waiting" && stream.close());
  sources.last.fail();
  mock.timers.tick(600_000);
  assert.equal(stream.status, "closed");
  assert.equal(sources.opened.length, 1);
  assert.equal(said.at(-1).status, "closed");
});

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
  const send = (id) => sources.last.send("invalidate", { tags: ["todos.list"], from: "todos.list", spread: 1_000 }, id);
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

for (const wrong of [undefined, null, "", {}, [], 5, "todos/list", "todos.", "todos.*.list", () => {}]) {
  test(`what is no tag is refused at once: ${String(wrong)}`, () => {
    const { stream } = open();
    assert.throws(() => stream.watch(["todos.list", wrong], () => {}), /TypeError: not a tag/);
    assert.throws(() => connect({ url: "/e", tags: [wrong], eventSource: sources.create }), TypeError);
    assert.equal(sources.opened.length, 1);
  });
}

test("tags of every form are taken", () => {
  const forms = ["*", "a", "a.*", "todos.byId()", "todos.byId(%2A)", "o(x.y,*).a_1.B(-_.~)", "o(1).*"];
  assert.deepEqual(texts(forms), forms);
});

test("a status concerns nobody", () => {
  assert.equal(concerns({ type: "status", status: "live" }, ["*"]), false);
});
