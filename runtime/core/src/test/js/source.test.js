// SPDX-License-Identifier: Apache-2.0

// What a page does when the server refuses, when it is deployed, and when something between holds
// the stream back.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import "../../main/resources/META-INF/tagtree/poll.js"; // so that no test waits for it
import { FakeSources, pass, stopTime } from "./fakes.js";

let sources, asked, answer, said;

beforeEach((t) => {
  stopTime(t);
  sources = new FakeSources();
  asked = [];
  said = [];
});

/** A page with a stream of its own; `answer(url)` is what fetch gets. */
function open(options = {}) {
  const page = {
    document: {},
    performance: { now: () => 300, timeOrigin: Date.now() },
    EventSource: function (url) {
      return sources.create(url);
    },
    fetch: async (url, { signal, ...more }) => {
      asked.push({ url, signal, ...more });
      const it = await answer(url);
      signal.throwIfAborted();
      return it;
    },
    setTimeout: (...how) => setTimeout(...how),
    clearTimeout: (...how) => clearTimeout(...how),
  };
  const stream = connect({ url: "/tags/events", share: false, ...options }, page);
  stream.listen((message) => said.push(message));
  return stream;
}

const status = (code) => () => ({ status: code, ok: code === 200 });
const json = (body) => () => ({ status: 200, ok: true, json: async () => body });

/** Loses the first attempt before its hello, and lets the next one come. */
async function fail(stream) {
  sources.last.fail();
  assert.equal(stream.status, "waiting");
  await pass(1_000, 50);
}

for (const code of [204, 400, 401, 403, 404, 410]) {
  test(`a server that answers ${code} is asked once, and says so`, async () => {
    const stream = open({ cursor: "e-1" });
    answer = status(code);
    await fail(stream);
    assert.equal(stream.status, "refused");
    await pass(600_000, 5_000);
    assert.deepEqual([asked.length, sources.opened.length], [1, 1]);
    assert.equal(asked[0].url, sources.last.url);
    assert.equal(asked[0].headers.Accept, "text/event-stream");
  });
}

for (const code of [408, 429, 500, 503]) {
  test(`a server that answers ${code} is asked again and again, ever more seldom`, async () => {
    const stream = open();
    answer = status(code);
    await fail(stream);
    await pass(300_000, 500);
    assert.equal(sources.opened.length, 1);
    assert.ok(asked.length > 10 && asked.length < 30, `${asked.length}`);
    answer = status(200);
    await pass(30_000, 500);
    assert.equal(sources.opened.length, 2);
    sources.last.hello("live", "e-1");
    assert.equal(stream.status, "live");
  });
}

test("a network that is down is no refusal", async () => {
  const stream = open();
  answer = () => Promise.reject(new TypeError("network"));
  await fail(stream);
  assert.equal(stream.status, "waiting");
  answer = status(200);
  await pass(30_000, 500);
  assert.equal(sources.opened.length, 2);
});

test("after a hello the stream is opened again without a question", async () => {
  const stream = open();
  answer = assert.fail;
  sources.last.hello("live", "e-1");
  await fail(stream);
  assert.equal(sources.opened.length, 2);
});

test("a question that is worth a stream is taken back, and only its status is read", async () => {
  const stream = open();
  answer = status(200);
  await fail(stream);
  assert.equal(asked[0].signal.aborted, true);
  assert.equal(sources.opened.length, 2);
});

test("a question that nobody answers is given up", async () => {
  const stream = open();
  answer = () => new Promise(() => {});
  await fail(stream);
  assert.equal(stream.status, "connecting");
  await pass(45_000, 500);
  assert.equal(asked[0].signal.aborted, true);
  assert.ok(asked.length > 1);
});

test("a stream closed while it asks opens nothing", async () => {
  const stream = open();
  let reply;
  answer = () => new Promise((resolve) => (reply = resolve));
  await fail(stream);
  stream.close();
  reply({ status: 200 });
  await pass(60_000, 500);
  assert.equal(sources.opened.length, 1);
  assert.equal(stream.status, "closed");
});

test("an injected source that knows the status can say that it was refused", async () => {
  const stream = open({ eventSource: sources.create });
  sources.last.refuse(403);
  assert.equal(stream.status, "refused");
  await pass(60_000, 500);
  assert.equal(sources.opened.length, 1);
});

test("a stream that is held back is replaced by polling, until it speaks", async () => {
  const stream = open({ tags: ["todos.*"] });
  answer = json({
    id: "e-12",
    verdict: "replayed",
    events: [
      { type: "invalidate", id: "e-11", tags: ["todos.list"], from: "todos.list", spread: 0 },
    ],
    after: 2_000,
    current: true,
    heartbeat: 15_000,
    client: "c9",
  });
  await pass(5_100, 50);
  assert.match(asked[0].url, /^\/tags\/poll\?tag=todos.\*&age=\d+$/);
  assert.equal(stream.status, "live");
  assert.equal(stream.clientId, "c9");
  assert.equal(stream.cursor, "e-12");
  answer = json({ id: "e-12", verdict: "live", events: [], after: 2_000, current: false });
  await pass(2_100, 50);
  assert.equal(asked[1].url, "/tags/poll?tag=todos.*&cursor=e-12");
  assert.equal(stream.status, "degraded");
  assert.deepEqual(
    said.filter(({ type }) => type === "invalidate").map(({ id }) => id),
    ["e-11"],
  );
  answer = json({
    id: "e-20",
    verdict: "resync",
    events: [{ type: "resync", id: "e-20", reason: "gap", spread: 0 }],
    after: 2_000,
    current: true,
  });
  await pass(2_100, 50);
  assert.equal(said.filter(({ type }) => type === "resync").length, 1);
  assert.equal(stream.cursor, "e-20");
  sources.last.hello("live", "e-21");
  const count = asked.length;
  await pass(20_000, 500);
  assert.equal(asked.length, count);
  assert.equal(stream.status, "live");
});

test("while it polls a page tries the stream again, and stays live", async () => {
  const stream = open();
  answer = json({ id: "e-1", verdict: "live", events: [], after: 3_000, current: true });
  await pass(90_000, 250);
  assert.ok(sources.opened.length > 1);
  assert.deepEqual(
    said.filter(({ type }) => type === "status").map(({ status }) => status),
    ["live"],
  );
  stream.close();
  const count = asked.length;
  await pass(20_000, 500);
  assert.equal(asked.length, count);
});

test("a server that closes says when to ask again, and nothing else", async () => {
  const stream = open({ cursor: "e-1" });
  answer = json({ v: 1, after: 20_000 });
  await pass(5_100, 50);
  assert.deepEqual([asked.length, stream.status, stream.cursor], [1, "waiting", "e-1"]);
  answer = json({ id: "e-5", verdict: "live", events: [], after: 4_000, current: true });
  await pass(19_000, 50);
  assert.equal(asked.length, 1);
  await pass(1_500, 50);
  assert.deepEqual([asked.length, stream.status, stream.cursor], [2, "live", "e-5"]);
  assert.deepEqual(said.filter(({ type }) => type === "resync"), []);
});

for (const [name, broken] of [
  ["an answer that is none", () => ({ ok: false, status: 502 })],
  ["what is no JSON", () => ({ ok: true, status: 200, json: () => Promise.reject(new Error()) })],
  ["JSON without events", json({ id: "e-1", verdict: "replayed" })],
  ["no network", () => Promise.reject(new TypeError("network"))],
]) {
  test(`polling survives ${name}, and asks ever more seldom`, async () => {
    const stream = open({ cursor: "e-1" });
    answer = broken;
    await pass(36_000, 100);
    assert.equal(stream.status, "waiting");
    assert.ok(asked.length >= 3 && asked.length <= 12, `${asked.length}`);
    answer = json({ id: "e-5", verdict: "live", events: [], after: 1_000, current: true });
    await pass(60_000, 250);
    assert.equal(stream.cursor, "e-5");
  });
}

test("an injected source is not replaced, since nobody else may know the way", async () => {
  answer = assert.fail;
  open({ eventSource: sources.create });
  await pass(20_000, 500);
  assert.equal(sources.opened.length, 1);
});

test("a hint that makes no sense makes no storm of polls", async () => {
  open();
  answer = json({ id: "e-1", verdict: "live", events: [], after: 1e-9, current: true });
  await pass(15_000, 50);
  assert.ok(asked.length <= 11, `${asked.length}`);
});

test("a heartbeat says whether the server hears of everything", () => {
  const stream = open();
  sources.last.send("heartbeat", { current: true }, "e-1");
  assert.equal(stream.status, "connecting");
  sources.last.hello("live", "e-1");
  sources.last.send("heartbeat", { current: false }, "e-1");
  assert.equal(stream.status, "degraded");
  sources.last.send("heartbeat", {}, "e-1");
  assert.equal(stream.status, "live");
});
