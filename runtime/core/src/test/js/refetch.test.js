// SPDX-License-Identifier: Apache-2.0

// Which queries an event makes fetch, when, and how often.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import { syncQueries, tags } from "../../main/resources/META-INF/tagtree/tanstack.js";
import { FakeSources, pass, settle } from "./fakes.js";
import {
  InfiniteQueryObserver,
  cached,
  client,
  isStale,
  mutate,
  observe,
  query,
  seenAndLeft,
  server,
  stream,
} from "./query-fixture.js";

test("an event during the very first fetch leads to a second one", async () => {
  syncQueries(client, stream);
  observe();
  await pass(40);
  mutate();
  await pass(200);
  assert.equal(cached(), 1);
  assert.equal(server.calls, 2);
  assert.equal(isStale(), false);
});

test("ten events at once lead to one refetch", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  for (let i = 0; i < 10; i++) mutate();
  await pass(400);
  assert.equal(cached(), 10);
  assert.ok(server.calls <= 3, `${server.calls} calls`);
  assert.equal(server.aborted, 0);
});

test("a storm updates the UI while it lasts, aborts nothing and ends fresh", async () => {
  syncQueries(client, stream);
  const { updates } = observe();
  await pass(100);
  for (let i = 0; i < 20; i++) {
    mutate();
    await pass(30);
  }
  assert.ok(updates.length >= 5, `${updates.length} updates`);
  await pass(300);
  assert.equal(cached(), 20);
  assert.equal(server.aborted, 0);
  assert.equal(server.mostRunning, 1);
  assert.ok(server.calls <= 12, `${server.calls} calls`);
});

test("an event during a refetch is fetched after it", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  mutate();
  await pass(40);
  mutate();
  await pass(300);
  assert.equal(cached(), 2);
  assert.equal(server.calls, 3);
  assert.equal(isStale(), false);
});

test("a query whose tags do not overlap is left alone", async () => {
  syncQueries(client, stream);
  observe({ meta: tags("todos.byId(2)") });
  await pass(100);
  mutate("todos.byId(1)");
  mutate("notes.*");
  await pass(200);
  assert.equal(server.calls, 1);
  assert.equal(isStale(), false);
});

test("a group that was invalidated reaches a tag its resolution does not name", async () => {
  syncQueries(client, stream);
  observe({ meta: tags("todos.newLeaf") });
  await pass(100);
  stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.*", id: "e-1", spread: 0 });
  await pass(200);
  assert.equal(server.calls, 2);
});

test("a query without tags is never touched, not even by a resync", async () => {
  syncQueries(client, stream);
  observe({ meta: undefined });
  observe({ queryKey: ["empty"], meta: tags() });
  await pass(100);
  mutate("*");
  stream.say({ type: "resync", reason: "gap", id: "e-9", spread: 0 });
  await pass(200);
  assert.equal(server.calls, 2);
  assert.equal(isStale(), false);
  assert.equal(isStale(["empty"]), false);
});

test("an invalidation that names nothing touches nothing", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  stream.say({ type: "invalidate", tags: [], from: "notes.list", id: "e-1", spread: 0 });
  await pass(200);
  assert.equal(server.calls, 1);
});

test("a resync refetches what is active and has tags", async () => {
  syncQueries(client, stream);
  observe();
  observe({ queryKey: ["note"], meta: tags("notes.byId(1)") });
  await pass(100);
  server.state = 7;
  stream.say({ type: "resync", reason: "gap", id: "e-9", spread: 0 });
  await pass(200);
  assert.equal(cached(), 7);
  assert.equal(cached(["note"]), 7);
  assert.equal(server.calls, 4);
});

test("an inactive query goes stale, and is fetched by who mounts it", async () => {
  syncQueries(client, stream);
  await seenAndLeft();
  mutate();
  await pass(200);
  assert.equal(server.calls, 1);
  assert.equal(isStale(), true);
  observe();
  await pass(200);
  assert.equal(cached(), 1);
  assert.equal(isStale(), false);
});

test("an event during a prefetch leaves its result stale", async () => {
  syncQueries(client, stream);
  client.prefetchQuery({ queryKey: ["todos"], queryFn: server.read, meta: tags("todos.list") });
  await pass(40);
  mutate();
  await pass(200);
  assert.equal(server.calls, 1);
  assert.equal(cached(), 0);
  assert.equal(isStale(), true);
});

test("a query that went stale unseen is retried where its fetch at mounting fails", async () => {
  syncQueries(client, stream);
  await seenAndLeft();
  mutate();
  server.failing = true;
  observe();
  await pass(100);
  server.failing = false;
  await pass(3_000, 20);
  assert.equal(cached(), 1);
});

test("a query that went stale unseen and was mounted without a fetch heeds the next", async () => {
  syncQueries(client, stream);
  await seenAndLeft();
  mutate();
  observe({ refetchOnMount: false });
  await pass(100);
  assert.equal(cached(), 0);
  mutate();
  await pass(100);
  assert.equal(cached(), 2);
});

test("data set by hand leaves a stale query stale", async () => {
  syncQueries(client, stream);
  await seenAndLeft();
  mutate();
  client.setQueryData(["todos"], "mine");
  await pass(100);
  assert.equal(isStale(), true);
});

test("a disabled query goes stale, and is fetched once enabled", async () => {
  syncQueries(client, stream);
  client.setQueryData(["todos"], 0);
  const { observer } = observe({ enabled: false });
  mutate();
  await pass(200);
  assert.equal(server.calls, 0);
  assert.equal(isStale(), true);
  observer.setOptions({ ...observer.options, enabled: true });
  await pass(200);
  assert.equal(cached(), 1);
});

test("a static query is marked stale and not fetched", async () => {
  syncQueries(client, stream);
  observe({ staleTime: "static" });
  query().isStatic ??= () => true; // cores before 5.80 know no static queries
  await pass(100);
  mutate();
  await pass(200);
  assert.equal(server.calls, 1);
  assert.equal(isStale(), true);
});

test("tags of every observer of a query count", async () => {
  syncQueries(client, stream);
  observe({ meta: tags("todos.list") });
  observe({ meta: tags("todos.summary") });
  await pass(100);
  mutate("todos.summary");
  await pass(200);
  mutate("todos.list");
  await pass(200);
  assert.equal(server.calls, 3);
});

test("a spread puts the refetch off, and later events do not put it off again", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  const spread = () => {
    server.state++;
    stream.say({
      type: "invalidate",
      tags: ["todos.list"],
      from: "todos.list",
      id: "e-1",
      spread: 1_000,
    });
  };
  spread();
  await pass(400);
  spread();
  assert.equal(server.calls, 1);
  await pass(120);
  assert.equal(server.calls, 2);
  await pass(5_000, 20);
  assert.equal(cached(), 2);
  assert.equal(server.calls, 2);
});

test("one more page of an infinite query does not pass for its refetch", async () => {
  syncQueries(client, stream);
  const observer = new InfiniteQueryObserver(client, {
    queryKey: ["pages"],
    queryFn: server.read,
    initialPageParam: 0,
    getNextPageParam: (_, pages) => pages.length,
    meta: tags("todos.list"),
  });
  observer.subscribe(() => {});
  await pass(100);
  mutate();
  await pass(20);
  observer.fetchNextPage(); // cancels the refetch, as TanStack does by default
  await pass(1_000);
  assert.deepEqual(cached(["pages"]).pages, [1, 1]);
});

test("tags turns groups and members not called into text", () => {
  const group = Object.freeze({ __proto__: null, toString: () => "todos.*" });
  const byId = Object.assign((id) => `todos.byId(${id})`, { toString: () => "todos.byId(*)" });
  assert.deepEqual(tags(group, byId, byId("1")), {
    tags: ["todos.*", "todos.byId(*)", "todos.byId(1)"],
  });
  assert.deepEqual(tags(), { tags: [] });
  assert.throws(() => tags(group.misspelt), /not a tag: undefined/);
});

test("from the wire to the cache: an event becomes fresh data", async () => {
  const sources = new FakeSources();
  const live = connect({ url: "/tags/events", eventSource: sources.create });
  syncQueries(client, live);
  observe();
  sources.last.hello("live", "e-1");
  await pass(100);
  server.state++;
  sources.last.invalidate("e-2", "todos.list");
  await pass(100);
  assert.equal(cached(), 1);
  live.close();
  await settle();
});
