// SPDX-License-Identifier: Apache-2.0

// Which tabs share a connection, and what one does that shares none, or cannot.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pass } from "./fakes.js";
import { browser, server, tabs } from "./share-fixture.js";
import { FakeBrowser } from "./tabs-fixture.js";

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

test("a channel that throws is no reason to stay away", async () => {
  const tab = browser.open({ share: false });
  tab.page.BroadcastChannel = function () {
    throw new DOMException("storage is disabled", "SecurityError");
  };
  tab.connect({});
  await pass(100);
  assert.equal(tab.stream.status, "live");
});
