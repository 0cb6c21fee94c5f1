// SPDX-License-Identifier: Apache-2.0

// A browser whose tabs share a stream, and its server; time stands still, and each test has its own.
import assert from "node:assert/strict";
import { beforeEach } from "node:test";
import { pass, stopTime } from "./fakes.js";
import { FakeServer } from "./server-fixture.js";
import { FakeBrowser } from "./tabs-fixture.js";

export let server, browser;

beforeEach((t) => {
  t.after(() => browser.tabs.forEach((tab) => tab.crash())); // or what it still does goes on in real time
  stopTime(t);
  server = new FakeServer();
  browser = new FakeBrowser(server);
});

export const leader = () => browser.locks.holder();
export const others = () => browser.alive.filter((tab) => tab !== leader());

export async function tabs(count, options, how) {
  const opened = Array.from({ length: count }, () => browser.open(options, how));
  await pass(100);
  return opened;
}

export function assertAllHeard(...events) {
  for (const tab of browser.alive) {
    assert.deepEqual(tab.ids, events.map(({ id }) => id));
    assert.equal(tab.resyncs, 0);
    assert.equal(tab.stream.cursor, events.at(-1).id);
  }
}
