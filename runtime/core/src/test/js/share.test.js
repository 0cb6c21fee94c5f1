// SPDX-License-Identifier: Apache-2.0

// One connection for all tabs: who has it, and how it changes hands.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { pass } from "./fakes.js";
import { assertAllHeard, browser, leader, server, tabs } from "./share-fixture.js";

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

test("a network that is back makes nobody connect but the leader, not even who has just come", async () => {
  const all = await tabs(3);
  all.push(browser.open());
  all.forEach((tab) => tab.fire("online"));
  await pass(500);
  assert.equal(server.accepted, 2);
  assert.equal(server.lines.length, 1);
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
