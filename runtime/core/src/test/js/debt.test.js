// SPDX-License-Identifier: Apache-2.0

// A query stays dirty until a fetch succeeds, whatever happens meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { syncQueries } from "../../main/resources/META-INF/tagtree/tanstack.js";
import { pass } from "./fakes.js";
import {
  cached,
  client,
  isStale,
  mutate,
  observe,
  onlineManager,
  query,
  server,
  stream,
} from "./query-fixture.js";

test("a failed refetch is repeated, ever more slowly, until one succeeds", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(60_000, 20);
  assert.equal(cached(), 0);
  assert.equal(isStale(), true);
  const tries = server.calls - 1;
  assert.ok(tries >= 4 && tries <= 8, `${tries} tries in a minute`);
  server.failing = false;
  await pass(60_000, 20);
  assert.equal(cached(), 1);
  assert.equal(isStale(), false);
  const calls = server.calls;
  await pass(120_000, 1_000);
  assert.equal(server.calls, calls);
});

test("a storm does not hurry the retries of a failing query", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  for (let i = 0; i < 200; i++) {
    server.state++;
    const spread = i < 100 ? 0 : 100;
    stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.list", id: "e-1", spread });
    await pass(50);
  }
  assert.ok(server.calls <= 6, `${server.calls} calls in ten seconds`);
});

test("a first fetch that failed after an event is repeated", async () => {
  syncQueries(client, stream);
  server.failing = true;
  observe();
  await pass(40);
  mutate();
  await pass(60);
  server.failing = false;
  await pass(3_000, 20);
  assert.equal(cached(), 1);
});

test("an application decides which failures are final", async () => {
  const asked = [];
  syncQueries(client, stream, {
    retry: (error, failures) => asked.push([error.message, failures]) < 2,
  });
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(120_000, 20);
  assert.deepEqual(asked, [
    ["503", 1],
    ["503", 2],
  ]);
  assert.equal(server.calls, 3);
  assert.equal(isStale(), true);
});

test("data set by hand does not pass for a fetch", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(100);
  server.failing = false;
  client.setQueryData(["todos"], "optimistic");
  await pass(5_000, 20);
  assert.equal(cached(), 1);
});

test("a refetch that was cancelled for an optimistic update comes back", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  mutate();
  await pass(20);
  await client.cancelQueries({ queryKey: ["todos"] });
  await pass(500);
  assert.equal(server.calls, 2, "not at once: the update would flicker");
  await pass(3_000, 20);
  assert.equal(cached(), 1);
});

test("a fetch that a newer core undoes by setting the state comes back too", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  const before = query().state;
  mutate();
  await pass(20);
  query().cancel({ silent: true });
  query().setState({ ...before, fetchStatus: "idle" });
  await pass(3_000, 20);
  assert.equal(cached(), 1);
});

test("a spread does not shorten the wait after a failure", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(100);
  stream.say({
    type: "invalidate",
    tags: ["todos.list"],
    from: "todos.list",
    id: "e-1",
    spread: 100,
  });
  await pass(500);
  assert.equal(server.calls, 2);
});

test("a failure does not shorten a spread", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  stream.say({
    type: "invalidate",
    tags: ["todos.list"],
    from: "todos.list",
    id: "e-1",
    spread: 10_000,
  });
  client.refetchQueries({ queryKey: ["todos"] });
  await pass(4_500, 20);
  assert.equal(server.calls, 2);
  await pass(1_000, 20);
  assert.equal(server.calls, 3);
});

test("a fetch that somebody else starts settles the debt", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.state++;
  stream.say({
    type: "invalidate",
    tags: ["todos.list"],
    from: "todos.list",
    id: "e-1",
    spread: 10_000,
  });
  client.refetchQueries({ queryKey: ["todos"] });
  await pass(20_000, 20);
  assert.equal(cached(), 1);
  assert.equal(server.calls, 2);
});

test("a query that was offline is fetched when the network is back", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  onlineManager.setOnline(false);
  mutate();
  mutate();
  await pass(100);
  assert.equal(server.calls, 1);
  onlineManager.setOnline(true);
  client.mount();
  client.getQueryCache().onOnline();
  await pass(200);
  client.unmount();
  assert.equal(cached(), 2);
  assert.equal(server.calls, 2, "what waited for the network saw both events");
});

test("a query removed while it is dirty is forgotten", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(100);
  client.clear();
  await pass(120_000, 1_000);
  assert.equal(server.calls, 2);
});

test("a query unmounted while it waits for its retry is not fetched, but stays stale", async () => {
  syncQueries(client, stream);
  const { unsubscribe } = observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(100);
  unsubscribe();
  await pass(10_000, 20);
  assert.equal(server.calls, 2);
  assert.equal(isStale(), true);
});

test("once stopped, nothing is refetched any more", async () => {
  const stop = syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(100);
  stop();
  mutate();
  await pass(120_000, 1_000);
  assert.equal(server.calls, 2);
  assert.equal(stream.listeners, 0);
  assert.equal(client.getQueryCache().hasListeners(), false);
});
