// SPDX-License-Identifier: Apache-2.0

// One connection for all tabs: who has it, what the others hear, and how it changes hands.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { pass, stopTime } from "./fakes.js";
import { FakeBrowser, FakeServer } from "./tabs-fixture.js";

let server, browser;

beforeEach((t) => {
  stopTime(t);
  server = new FakeServer();
  browser = new FakeBrowser(server);
});

const leader = () => browser.locks.holder();
const others = () => browser.alive.filter((tab) => tab !== leader());

async function tabs(count, options, how) {
  const opened = Array.from({ length: count }, () => browser.open(options, how));
  await pass(100);
  return opened;
}

function assertAllHeard(...events) {
  for (const tab of browser.alive) {
    assert.deepEqual(tab.ids, events.map(({ id }) => id));
    assert.equal(tab.resyncs, 0);
    assert.equal(tab.stream.cursor, events.at(-1).id);
  }
}

test("twelve tabs have one connection, and each hears each event once and in order", async () => {
  const all = await tabs(12);
  assert.equal(server.accepted, 1);
  const events = [];
  for (let i = 0; i < 50; i++) {
    events.push(server.append(`todos.byId(${i})`));
    await pass(20);
  }
  assert.equal(server.lines.length, 1);
  assertAllHeard(...events);
  assert.deepEqual(all.map(({ stream }) => stream.status), Array(12).fill("live"));
  assert.equal(new Set(all.map(({ stream }) => stream.clientId)).size, 1);
});

for (const [how, end] of [
  ["closes", (tab) => tab.close()],
  ["crashes", (tab) => tab.crash()],
  ["is frozen", (tab) => tab.freeze()],
  ["is put away", (tab) => tab.fire("pagehide", { persisted: true })],
  ["closes its stream", (tab) => tab.stream.close()],
]) {
  test(`a leader that ${how} is followed within a second, and nothing is missed`, async () => {
    await tabs(3);
    const first = server.append();
    await pass(20);
    const gone = leader();
    end(gone);
    const second = server.append();
    await pass(1_000);
    assert.notEqual(leader(), gone);
    const third = server.append();
    await pass(100);
    for (const tab of browser.alive.filter((other) => other !== gone)) {
      assert.deepEqual(tab.ids, [first.id, second.id, third.id]);
      assert.equal(tab.resyncs, 0);
      assert.equal(tab.stream.status, "live");
    }
    assert.equal(server.lines.length, 1);
  });
}

test("a leader that hangs loses its lock to a visible tab within a second", async () => {
  const [gone, next, hidden] = await tabs(3);
  hidden.look(false);
  gone.hang();
  const missed = server.append();
  await pass(1_000);
  assert.equal(leader(), next);
  assert.deepEqual([next.ids, hidden.ids], [[missed.id], [missed.id]]);
  gone.wake();
  const later = server.append();
  await pass(1_000);
  assert.equal(leader(), next);
  assert.deepEqual(gone.ids, [missed.id, later.id]);
  assert.equal(gone.resyncs, 0);
  assert.equal(server.lines.length, 1);
});

test("hidden tabs take no lock away, until somebody looks at one", async () => {
  const [gone, one] = await tabs(2, {}, { hidden: true });
  gone.hang();
  await pass(5_000);
  assert.equal(leader(), gone);
  one.look(true);
  await pass(1_000);
  assert.equal(leader(), one);
});

test("a tab that was busy itself blames nobody", async () => {
  const [first, second] = await tabs(2);
  second.hang();
  await pass(3_000);
  second.wake();
  await pass(2_000);
  assert.equal(leader(), first);
  assert.equal(browser.locks.stolen, 0);
});

test("two tabs that hang in turn take the lock ever more seldom", async () => {
  await tabs(2);
  for (let i = 0; i < 30; i++) {
    const tab = leader();
    tab.hang();
    await pass(1_000, 50);
    tab.wake();
    await pass(1_000, 50);
  }
  assert.ok(browser.locks.stolen <= 4, `${browser.locks.stolen}`);
});

test("a tab that is thawed or shown again hears what it missed", async () => {
  await tabs(3);
  const [away] = others();
  away.freeze();
  const missed = server.append();
  await pass(60_000, 100);
  away.wake("resume");
  await pass(200);
  assert.deepEqual(away.ids, [missed.id]);
  assert.equal(away.resyncs, 0);
  away.fire("pagehide", { persisted: true });
  const again = server.append();
  await pass(1_000);
  away.fire("pageshow", { persisted: true });
  await pass(200);
  assert.deepEqual(away.ids, [missed.id, again.id]);
  assert.equal(server.accepted, 1);
});

test("a tab hears what happened between its first request and its question", async () => {
  await tabs(1);
  server.append();
  await pass(2_000);
  const event = server.append();
  await pass(100);
  const tab = browser.open({}, { age: 200 });
  await pass(100);
  assert.deepEqual(tab.ids, [event.id]);
  assert.equal(tab.resyncs, 0);
  assert.equal(server.accepted, 1);
});

test("a tab whose data is older than all that the leader knows refetches", async () => {
  await tabs(1);
  await pass(1_000);
  const tab = browser.open({}, { age: 60_000 });
  await pass(100);
  assert.deepEqual([tab.resyncs, tab.ids], [1, []]);
  assert.equal(tab.stream.cursor, leader().stream.cursor);
});

test("tabs that are opened together are all proven by one request", async () => {
  const tabs = [browser.open(), browser.open({}, { age: 800 }), browser.open({}, { age: 500 })];
  await pass(200);
  assert.deepEqual(tabs.map(({ resyncs }) => resyncs), [0, 0, 0]);
  assert.equal(server.accepted, 1);
});

test("a leader that is not connected yet looks back for the oldest of all tabs", async () => {
  server.up = false;
  await tabs(1);
  const event = server.append();
  await pass(5_000);
  const tab = browser.open({}, { age: 60_000 });
  server.up = true;
  await pass(20_000, 50);
  assert.deepEqual([tab.ids, tab.resyncs], [[event.id], 0]);
});

test("a tab that was given a cursor hears what came after it, and else refetches", async () => {
  await tabs(1);
  const [first, second] = [server.append(), server.append()];
  await pass(100);
  const known = browser.open({ cursor: first.id });
  const unknown = browser.open({ cursor: "old-1" });
  await pass(100);
  assert.deepEqual([known.ids, known.resyncs], [[second.id], 0]);
  assert.deepEqual([unknown.ids, unknown.resyncs], [[], 1]);
});

test("a relay that is lost is noticed by the next one, or by the next sign of life", async () => {
  const [, visible] = await tabs(2);
  const first = server.append();
  browser.loses = ({ messages }) => messages?.length > 0;
  await pass(20);
  browser.loses = () => false;
  await pass(1_000);
  assert.deepEqual(visible.ids, [first.id]);
  const second = server.append();
  await pass(1_000);
  assert.deepEqual([visible.ids, visible.resyncs], [[first.id, second.id], 0]);
});

test("who missed more than is kept refetches everything", async () => {
  const [, tab] = await tabs(2);
  tab.look(false);
  browser.loses = ({ messages }) => messages?.length > 0;
  for (let i = 0; i < 300; i++) server.append();
  await pass(100);
  browser.loses = () => false;
  server.append();
  await pass(500);
  assert.equal(tab.resyncs, 1);
  assert.equal(tab.stream.cursor, server.cursor);
});

test("a resync reaches every tab, also one that leads back and whose relay is lost", async () => {
  const [, tab] = await tabs(2);
  server.append();
  await pass(50);
  browser.loses = ({ messages }) => messages?.some(({ type }) => type === "resync");
  server.lag(1);
  await pass(20);
  browser.loses = () => false;
  await pass(1_000);
  const event = server.append();
  await pass(1_000);
  assert.equal(tab.resyncs, 1);
  assert.equal(tab.ids.at(-1), event.id);
});

test("a break of the connection is nobody's resync, and all tabs say so", async () => {
  const all = await tabs(3);
  server.up = false;
  server.cut();
  await pass(100);
  const missed = server.append();
  assert.deepEqual(all.map(({ stream }) => stream.status), Array(3).fill("waiting"));
  server.up = true;
  await pass(2_000);
  assertAllHeard(missed);
  assert.equal(server.accepted, 2);
});

test("a hidden tab whose timers come late follows at once, and comes back when it is asked", async () => {
  const [first, hidden, visible] = await tabs(3);
  hidden.look(false);
  hidden.shortest = 60_000;
  first.close();
  await pass(500);
  assert.equal(leader(), hidden);
  assert.equal(server.lines.length, 1);
  server.cut();
  const missed = server.append();
  await pass(2_000);
  assert.deepEqual([hidden.ids, visible.ids], [[missed.id], [missed.id]]);
});

test("a tab that is put away before it has been told that it leads gives the lock back", async () => {
  const [first, second, third] = await tabs(3);
  second.hang();
  first.close();
  await pass(20);
  assert.equal(leader(), second);
  second.fire("pagehide", { persisted: true });
  second.wake();
  await pass(500);
  assert.equal(leader(), third);
  assert.equal(server.lines.length, 1);
});

test("a window that closes tab by tab asks for few connections", async () => {
  const all = await tabs(8);
  for (const tab of all.slice(0, 7)) {
    tab.close();
    await pass(10);
  }
  await pass(500);
  assert.equal(server.lines.length, 1);
  assert.equal(server.accepted, 2);
});

test("all tabs stop where the server refuses, and a tab that is opened later revives them", async () => {
  server.up = false;
  server.status = 401;
  const all = await tabs(3);
  await pass(5_000);
  assert.deepEqual(all.map(({ stream }) => stream.status), Array(3).fill("refused"));
  const { accepted } = server;
  await pass(60_000, 100);
  assert.equal(server.accepted, accepted);
  server.up = true;
  all.push(browser.open());
  await pass(1_000);
  assert.deepEqual(all.map(({ stream }) => stream.status), Array(4).fill("live"));
  assert.equal(server.lines.length, 1);
});

test("a leader that hears another one with a higher term gives up the lock", async () => {
  const [first, second] = await tabs(2);
  const stranger = browser.open({ share: false });
  const channel = new stranger.page.BroadcastChannel(browser.locks.names[0]);
  channel.postMessage({ term: Date.now() + 60_000, status: "live", era: 0, messages: [] });
  await pass(1_000);
  const event = server.append();
  await pass(1_000);
  assert.equal(leader(), second);
  assert.deepEqual([first.ids.at(-1), second.ids.at(-1)], [event.id, event.id]);
});

test("tabs with another key, url or filter do not share", async () => {
  browser.open({ key: "ann" });
  browser.open({ key: "bob" });
  browser.open({ key: "ann", tags: ["todos.*"] });
  browser.open({ key: "ann", url: "/other/events" });
  browser.open({ key: "ann" });
  await pass(200);
  assert.equal(server.lines.length, 4);
  assert.equal(browser.locks.names.length, 4);
});

test("the order of a filter's tags is no other filter", async () => {
  browser.open({ tags: ["todos.*", "notes.*"] });
  browser.open({ tags: ["notes.*", "todos.*"] });
  await pass(200);
  assert.equal(server.lines.length, 1);
});

test("an injected eventSource is shared too", async () => {
  const opened = [];
  const options = (tab) => ({
    eventSource: (url) => (opened.push(url), server.accept(tab(), url)),
  });
  const first = browser.open(options(() => first));
  const second = browser.open(options(() => second));
  await pass(200);
  const event = server.append();
  await pass(50);
  assert.equal(opened.length, 1);
  assert.deepEqual([first.ids, second.ids], [[event.id], [event.id]]);
});

test("who does not want to share has a connection of its own, hidden or not", async () => {
  await tabs(2, { share: false }, { hidden: true });
  assert.equal(server.lines.length, 2);
  assert.equal(browser.channels.size, 2); // those of the Playground
});

test("without locks a tab is connected only while somebody looks at it", async () => {
  const tab = browser.open({}, { without: ["navigator"], hidden: true });
  await pass(100);
  assert.equal(server.accepted, 0);
  assert.equal(tab.stream.status, "waiting");
  tab.look(true);
  await pass(100);
  assert.equal(tab.stream.status, "live");
  tab.look(false);
  const missed = server.append();
  await pass(100);
  assert.equal(server.lines.length, 0);
  tab.look(true);
  await pass(100);
  assert.deepEqual([tab.ids, tab.resyncs], [[missed.id], 0]);
});

test("where a channel or a lock is denied the tab has a connection of its own", async () => {
  const denied = browser.open({}, { without: ["BroadcastChannel"] });
  const failing = new FakeBrowser(server);
  failing.locks.request = () => Promise.reject(new DOMException("denied", "SecurityError"));
  const tab = failing.open();
  await pass(100);
  assert.equal(server.lines.length, 2);
  assert.deepEqual([denied.stream.status, tab.stream.status], ["live", "live"]);
});

test("a network that is back makes nobody connect but the leader, not even who has just come", async () => {
  const all = await tabs(3);
  all.push(browser.open());
  all.forEach((tab) => tab.fire("online"));
  await pass(500);
  assert.equal(server.accepted, 2);
  assert.equal(server.lines.length, 1);
});

test("a channel that throws is no reason to stay away", async () => {
  const tab = browser.open({ share: false });
  tab.page.BroadcastChannel = function () {
    throw new DOMException("storage is disabled", "SecurityError");
  };
  tab.connect({});
  await pass(100);
  assert.equal(tab.stream.status, "live");
});

test("a clock that is set back leaves nobody behind", async () => {
  const [first] = await tabs(2);
  mock.timers.setTime(1_000); // nearly seventeen minutes
  first.close();
  browser.open();
  await pass(2_000);
  const event = server.append();
  await pass(500);
  for (const tab of browser.alive) {
    assert.equal(tab.ids.at(-1), event.id);
    assert.equal(tab.stream.status, "live");
  }
});

test("garbage on the channel disturbs nobody", async () => {
  const [first, second] = await tabs(2);
  const name = browser.locks.names[0];
  const stranger = browser.open({ share: false });
  const channel = new stranger.page.BroadcastChannel(name);
  for (const garbage of [null, 5, "x", {}, { term: "x" }, { term: 1e99, messages: null }]) {
    channel.postMessage(garbage);
  }
  await pass(3_000);
  const event = server.append();
  await pass(1_000);
  for (const tab of [first, second]) assert.equal(tab.ids.at(-1), event.id);
});

test("a heartbeat's word that the server is behind reaches every tab", async () => {
  const all = await tabs(2);
  const [{ source }] = server.lines;
  source.send("heartbeat", { current: false }, server.cursor);
  await pass(50);
  assert.deepEqual(all.map(({ stream }) => stream.status), ["degraded", "degraded"]);
  source.send("heartbeat", { current: true }, server.cursor);
  await pass(50);
  assert.deepEqual(all.map(({ stream }) => stream.status), ["live", "live"]);
});
