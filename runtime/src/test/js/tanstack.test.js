// SPDX-License-Identifier: Apache-2.0

// The adapter against the real TanStack Query (found by NODE_PATH or in a node_modules above).
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { beforeEach, test } from "node:test";
import { connect } from "../../main/resources/META-INF/resources/tagtree/core.js";
import { syncQueries, tags } from "../../main/resources/META-INF/resources/tagtree/tanstack.js";
import { FakeSources, FakeStream, pass, settle, stopTime } from "./fakes.js";

const { QueryClient, InfiniteQueryObserver, QueryObserver, onlineManager } =
  createRequire(import.meta.url)("@tanstack/query-core");

/** A server: `state` is what the next read sees; a read takes `latency` ms. */
class Server {
  state = 0;
  latency = 80;
  calls = 0;
  running = 0;
  mostRunning = 0;
  aborted = 0;
  failing = false;

  read = async ({ signal } = {}) => {
    this.calls++;
    this.mostRunning = Math.max(this.mostRunning, ++this.running);
    signal?.addEventListener("abort", () => this.aborted++);
    const seen = this.state;
    await new Promise((resolve) => setTimeout(resolve, this.latency));
    this.running--;
    if (this.failing) throw new Error("503");
    return seen;
  };
}

let client, stream, server;

beforeEach((t) => {
  // Hooks of node:test get the test's context, so time starts again after each test.
  stopTime(t);
  onlineManager.setOnline(true);
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  stream = new FakeStream();
  server = new Server();
});

function observe(options = {}) {
  const observer = new QueryObserver(client, {
    queryKey: ["todos"],
    queryFn: server.read,
    meta: tags("todos.list"),
    ...options,
  });
  const updates = [];
  const unsubscribe = observer.subscribe(({ data }) => {
    if (data !== undefined && updates.at(-1) !== data) updates.push(data);
  });
  return { updates, unsubscribe, observer };
}

/** A component that has come, fetched and gone. */
async function seenAndLeft() {
  const { unsubscribe } = observe();
  await pass(100);
  unsubscribe();
}

/** A mutation and its event, as the server orders them. */
function mutate(...tagsOf) {
  server.state++;
  stream.invalidate(...(tagsOf.length ? tagsOf : ["todos.list"]));
}

const cached = (key = ["todos"]) => client.getQueryData(key);
const query = (key = ["todos"]) => client.getQueryCache().find({ queryKey: key });
const isStale = (key) => query(key).state.isInvalidated;

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

test("a query that went stale unseen and was mounted without a fetch heeds the next event", async () => {
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
  syncQueries(client, stream, { retry: (error, failures) => asked.push([error.message, failures]) < 2 });
  observe();
  await pass(100);
  server.failing = true;
  mutate();
  await pass(120_000, 20);
  assert.deepEqual(asked, [["503", 1], ["503", 2]]);
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
  stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.list", id: "e-1", spread: 100 });
  await pass(500);
  assert.equal(server.calls, 2);
});

test("a failure does not shorten a spread", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  server.failing = true;
  stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.list", id: "e-1", spread: 10_000 });
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
  stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.list", id: "e-1", spread: 10_000 });
  client.refetchQueries({ queryKey: ["todos"] });
  await pass(20_000, 20);
  assert.equal(cached(), 1);
  assert.equal(server.calls, 2);
});

test("a spread puts the refetch off, and later events do not put it off again", async () => {
  syncQueries(client, stream);
  observe();
  await pass(100);
  const spread = () => {
    server.state++;
    stream.say({ type: "invalidate", tags: ["todos.list"], from: "todos.list", id: "e-1", spread: 1_000 });
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

test("tags turns groups and members not called into text", () => {
  const group = Object.freeze({ __proto__: null, toString: () => "todos.*" });
  const byId = Object.assign((id) => `todos.byId(${id})`, { toString: () => "todos.byId(*)" });
  assert.deepEqual(tags(group, byId, byId("1")), { tags: ["todos.*", "todos.byId(*)", "todos.byId(1)"] });
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
