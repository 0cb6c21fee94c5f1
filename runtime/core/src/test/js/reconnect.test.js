// SPDX-License-Identifier: Apache-2.0

// When a stream is given up, when it is tried again, and when it is over.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { offered, open, random, reconnect, sources, types } from "./stream-fixture.js";

const states = (said) => said.filter(({ type }) => type === "status").map(({ status }) => status);

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
  for (const [luck, delays] of [
    [0, [500, 500, 500]],
    [1, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ]) {
    random.mock.mockImplementation(() => luck);
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
