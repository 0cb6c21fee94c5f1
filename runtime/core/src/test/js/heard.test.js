// SPDX-License-Identifier: Apache-2.0

// What responses of the application say, the order of positions, and who asks about this tab.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, isNewer } from "../../main/resources/META-INF/tagtree/core.js";
import { settle } from "./fakes.js";
import { open, sources } from "./stream-fixture.js";

const answer = (headers) => new Response("", { headers });

test("what a response has invalidated is told at once, and moves no cursor", () => {
  const { stream, said } = open({ cursor: "e-10" });
  stream.heard(answer({ "TagTree-Invalidated": "e-12 todos.byId(1) todos.list" }));
  assert.deepEqual(said, [
    {
      type: "invalidate",
      tags: ["todos.byId(1)", "todos.list"],
      from: "todos.byId(1)",
      id: "e-12",
      spread: 0,
      local: true,
    },
  ]);
  assert.equal(stream.cursor, "e-10");
  sources.last.hello("replayed");
  sources.last.invalidate("e-11", "notes.list");
  assert.equal(said.at(-1).id, "e-11");
});

test("the stamp of a response is returned, and is undefined where there is none", () => {
  const { stream, said } = open();
  assert.equal(stream.heard(answer({ "TagTree-Cursor": "e-12" })), "e-12");
  assert.equal(stream.heard(answer({})), undefined);
  assert.deepEqual(said, []);
});

for (const [header, id, tags] of [
  ["- todos.list", "", ["todos.list"]],
  ["e-12 *", "e-12", ["*"]],
  ["e-12 todos..list", "e-12", ["*"]],
  ["e-12 todos.list <b>", "e-12", ["*"]],
]) {
  test(`what cannot be read concerns everything, a position that is unknown is none: ${header}`, () => {
    const { stream, said } = open();
    stream.heard(answer({ "TagTree-Invalidated": header }));
    assert.deepEqual([said[0].id, said[0].tags], [id, tags]);
  });
}

test("a header without tags says nothing", () => {
  const { stream, said } = open();
  stream.heard(answer({ "TagTree-Invalidated": "e-12" }));
  stream.heard(answer({ "TagTree-Invalidated": "" }));
  assert.deepEqual(said, []);
});

test("a position is newer if it comes after in its epoch, or cannot be compared", () => {
  assert.equal(isNewer("e-10", "e-9"), true);
  assert.equal(isNewer("e-9", "e-10"), false);
  assert.equal(isNewer("e-9", "e-9"), false);
  assert.equal(isNewer("f-1", "e-9"), true);
  assert.equal(isNewer(undefined, "e-9"), true);
  assert.equal(isNewer("e-9", undefined), true);
  assert.equal(isNewer("", null), true);
});

test("a stream remembers why, for each query", () => {
  const { stream } = open();
  const event = { type: "resync", id: "e-1", reason: "gap" };
  stream.trace.note({ key: ["a"], event, outcome: "refetched", at: 1 });
  stream.trace.note({ key: ["b"], event, outcome: "stale", at: 2 });
  assert.deepEqual(stream.explain(["b"]).map(({ outcome }) => outcome), ["stale"]);
  assert.equal(stream.explain().length, 2);
});

test("a page listens for those who debug; nothing is loaded until they ask, and close ends it", async () => {
  const channels = [];
  class BroadcastChannel {
    constructor(name) {
      this.name = name;
      channels.push(this);
    }
    close() {
      this.closed = true;
    }
  }
  const page = { document: {}, performance, setTimeout, clearTimeout, BroadcastChannel };
  const stream = connect({ url: "/e", share: false, eventSource: sources.create }, page);
  const [channel] = channels;
  assert.equal(channel.name, "tagtree:debug");
  channel.onmessage({ data: { ask: "what" } });
  channel.onmessage({ data: null });
  assert.notEqual(channel.onmessage, null);
  channel.onmessage({ data: { ask: "who" } });
  assert.equal(channel.onmessage, null);
  await settle();
  stream.close();
  assert.equal(channel.closed, true);
});
