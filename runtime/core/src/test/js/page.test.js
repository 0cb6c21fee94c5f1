// SPDX-License-Identifier: Apache-2.0

// The stream in a page: its life cycle, and where there is no page at all.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import { FakeSources, stopTime } from "./fakes.js";

let sources, page;

beforeEach((t) => {
  stopTime(t);
  sources = new FakeSources();
  page = new EventTarget();
  globalThis.addEventListener = page.addEventListener.bind(page);
  globalThis.removeEventListener = page.removeEventListener.bind(page);
});

afterEach(() => {
  for (const name of [
    "addEventListener",
    "removeEventListener",
    "document",
    "EventSource",
    "reportError",
  ]) {
    delete globalThis[name];
  }
});

const fire = (name, more = {}) => page.dispatchEvent(Object.assign(new Event(name), more));

test("a page that is put away holds no connection, and continues when it is back", () => {
  const stream = connect({ url: "/e", eventSource: sources.create });
  const first = sources.last;
  first.hello("live", "e-7");
  fire("pagehide", { persisted: true });
  assert.equal(first.closed, true);
  assert.equal(stream.status, "waiting");
  mock.timers.tick(600_000);
  assert.equal(sources.opened.length, 1);
  fire("pageshow", { persisted: true });
  assert.equal(sources.last.url, "/e?cursor=e-7");
});

test("the first show of a page does not connect twice", () => {
  connect({ url: "/e", eventSource: sources.create });
  fire("pageshow", { persisted: false });
  assert.equal(sources.opened.length, 1);
});

test("a network that is back is used at once", () => {
  connect({ url: "/e", eventSource: sources.create });
  sources.last.fail();
  fire("online");
  assert.equal(sources.opened.length, 2);
  mock.timers.tick(2_000);
  assert.equal(sources.opened.length, 2);
});

test("a network that is back replaces a connection that the old one may have taken along", () => {
  connect({ url: "/e", eventSource: sources.create });
  sources.last.hello("live", "e-7");
  fire("online");
  assert.equal(sources.opened[0].closed, true);
  assert.equal(sources.last.url, "/e?cursor=e-7");
});

test("a closed stream no longer listens to the page", () => {
  const stream = connect({ url: "/e", eventSource: sources.create });
  stream.close();
  fire("online");
  fire("pageshow", { persisted: true });
  assert.equal(sources.opened.length, 1);
  assert.equal(stream.status, "closed");
});

test("in a page the browser's EventSource is used", () => {
  globalThis.document = {};
  globalThis.EventSource = function (url) {
    return sources.create(url);
  };
  connect({ url: new URL("http://localhost/e"), cursor: "e-7" });
  assert.equal(sources.last.url, "http://localhost/e?cursor=e-7");
});

test("without a page the stream is inert", () => {
  globalThis.EventSource = assert.fail; // some servers have one
  const stream = connect({ url: "/e" });
  assert.equal(stream.status, "connecting");
  stream.listen(assert.fail)();
  stream.watch(["*"], assert.fail)();
  fire("online");
  mock.timers.tick(600_000);
  stream.close();
  assert.equal(stream.status, "closed");
});

test("a listener's error goes to reportError where there is one", () => {
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  const stream = connect({ url: "/e", eventSource: sources.create });
  stream.listen(() => {
    throw new Error("mine");
  });
  sources.last.hello("live", "e-7");
  assert.deepEqual(reported, ["mine"]);
});
