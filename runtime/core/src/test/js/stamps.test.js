// SPDX-License-Identifier: Apache-2.0

// Stamps: what is not fetched because of them, and that nothing is missed whatever they say.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mock, test } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import {
  stamped,
  syncQueries,
  tags,
} from "../../main/resources/META-INF/tagtree/tanstack.js";
import { FakeSources, pass, stopTime } from "./fakes.js";

const { InfiniteQueryObserver, QueryClient, QueryObserver } = createRequire(import.meta.url)(
  "@tanstack/query-core",
);

/** A page whose every read is answered with the next stamps that are laid out for it. */
function page(t, ...stamps) {
  stopTime(t);
  const sources = new FakeSources();
  const stream = connect({ url: "/e", cursor: "e-10", share: false, eventSource: sources.create });
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Infinity, networkMode: "always" } },
  });
  const asked = [];
  mock.method(globalThis, "fetch", async (input, init) => {
    asked.push(new Request(input, init));
    const stamp = stamps.shift();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return new Response("1", { headers: stamp ? { "TagTree-Cursor": stamp } : {} });
  });
  sources.last.hello("live", "e-10");
  syncQueries(client, stream);
  const queryFn = stamped(stream, async (fetch) => {
    const all = [await fetch("http://localhost/a"), await fetch("http://localhost/b")];
    return Promise.all(all.map((response) => response.json()));
  });
  new QueryObserver(client, { queryKey: ["q"], queryFn, meta: tags("a.b") }).subscribe(() => {});
  return { sources, stream, client, asked, stamps };
}

const say = ({ sources }, id) => sources.last.invalidate(id, "a.b");

test("of several responses the oldest stamp counts", async (t) => {
  const p = page(t, "e-30", "e-20");
  await pass(200);
  say(p, "e-20");
  await pass(200);
  assert.equal(p.asked.length, 2);
  say(p, "e-21");
  await pass(200);
  assert.equal(p.asked.length, 4);
});

for (const [what, ...stamps] of [
  ["one without a stamp", "e-30", undefined],
  ["none with a stamp", undefined, undefined],
  ["two epochs", "e-30", "f-30"],
  ["garbage", "e-30", "garbage"],
]) {
  test(`${what} is taken for older than anything`, async (t) => {
    const p = page(t, ...stamps);
    await pass(200);
    say(p, "e-20");
    await pass(200);
    assert.equal(p.asked.length, 4);
  });
}

test("a resync that the data has already is not fetched, a change of policy is", async (t) => {
  const p = page(t, "e-30", "e-30", "e-40", "e-40");
  await pass(200);
  p.sources.last.send("resync", { reason: "gap", spread: 0 }, "e-25");
  await pass(200);
  assert.equal(p.asked.length, 2);
  p.sources.last.send("resync", { reason: "policy", spread: 0 }, "e-26");
  await pass(200);
  assert.equal(p.asked.length, 4);
  await pass(60_000, 200);
  assert.equal(p.asked.length, 4);
});

test("data of another epoch than a resync's is fetched", async (t) => {
  const p = page(t, "e-30", "e-30", "f-3", "f-3");
  await pass(200);
  p.sources.last.send("resync", { reason: "epoch", spread: 0 }, "f-2");
  await pass(60_000, 100);
  assert.equal(p.asked.length, 4);
});

test("data set by hand has no stamp", async (t) => {
  const p = page(t, "e-30", "e-30");
  await pass(200);
  p.client.setQueryData(["q"], "as it was before");
  say(p, "e-20");
  await pass(200);
  assert.equal(p.asked.length, 4);
});

test("without a cause a fetch says nothing of what is wanted", async (t) => {
  const p = page(t);
  await pass(200);
  p.client.refetchQueries({ queryKey: ["q"] });
  await pass(200);
  assert.deepEqual(p.asked.map(({ headers }) => headers.get("TagTree-Wanted")), Array(4).fill(null));
  assert.equal(p.asked.at(-1).cache, "default");
});

test("what a mutation says it changed is fetched at once, with the stream down", async (t) => {
  const p = page(t, "e-10", "e-10", "e-30", "e-30");
  await pass(200);
  p.sources.last.fail();
  const headers = new Headers({ "TagTree-Invalidated": "e-30 a.b" });
  p.stream.heard({ headers });
  await pass(200);
  assert.equal(p.asked.length, 4);
  assert.equal(p.asked.at(-1).headers.get("TagTree-Wanted"), "e-30");
});

test("one more page is no fresher than the ones that were there", async (t) => {
  const p = page(t);
  await pass(200);
  p.asked.length = 0;
  p.stamps.push("e-12", "e-30");
  const pages = new InfiniteQueryObserver(p.client, {
    queryKey: ["pages"],
    queryFn: stamped(p.stream, async (fetch) => (await fetch("http://localhost/p")).json()),
    initialPageParam: 0,
    getNextPageParam: (_, all) => all.length,
    meta: tags("pages"),
  });
  pages.subscribe(() => {});
  await pass(100);
  pages.fetchNextPage();
  await pass(100);
  p.sources.last.invalidate("e-20", "pages");
  await pass(200);
  assert.equal(p.asked.length, 4);
});

test("two clients that share a key do not take each other's stamps", async (t) => {
  const p = page(t);
  const key = ["shared"];
  const other = new QueryClient({ defaultOptions: p.client.getDefaultOptions() });
  syncQueries(other, p.stream);
  p.asked.length = 0;
  await pass(200);
  const options = {
    queryKey: key,
    queryFn: stamped(p.stream, async (fetch) => (await fetch("http://localhost/s")).json()),
    meta: tags("s"),
  };
  p.asked.length = 0;
  p.stamps.push("e-12", "e-30");
  new QueryObserver(p.client, options).subscribe(() => {});
  await pass(10);
  new QueryObserver(other, options).subscribe(() => {});
  await pass(200);
  p.sources.last.invalidate("e-20", "s");
  await pass(200);
  assert.equal(p.asked.length, 4);
});

test("data that is older than all that is remembered is fetched again", async (t) => {
  const old = Array(6).fill("e-10");
  const p = page(t, ...old, "e-500", "e-500");
  await pass(200);
  say(p, "e-11"); // begins a fetch that cannot know what came after it
  for (let i = 12; i < 400; i++) p.sources.last.invalidate(`e-${i}`, "other");
  await pass(60_000, 100);
  assert.equal(p.asked.length, 8);
});

test("an event that is not remembered any more when its fetch lands is not lost", async (t) => {
  const p = page(t);
  await pass(20);
  say(p, "e-11");
  for (let i = 12; i < 400; i++) p.sources.last.invalidate(`e-${i}`, "other");
  await pass(1_000, 20);
  assert.equal(p.asked.length, 4);
});
