// SPDX-License-Identifier: Apache-2.0

// One connection for all tabs: what those hear that do not have it, whatever gets lost between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pass } from "./fakes.js";
import { assertAllHeard, browser, leader, others, server, tabs } from "./share-fixture.js";

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
