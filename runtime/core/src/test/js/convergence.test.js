// SPDX-License-Identifier: Apache-2.0

// Whatever happens in whatever order: once it stops, what a page shows is what the server has.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mock, test } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import {
  stamped,
  syncQueries,
  tags,
} from "../../main/resources/META-INF/tagtree/tanstack.js";
import { dice, FakeSources, pass, stopTime } from "./fakes.js";

const { QueryClient, QueryObserver } = createRequire(import.meta.url)("@tanstack/query-core");

const SCHEDULES = 100;
const STEPS = 80;

/** The server's log: what happens while a page is away is replayed, or lost and resynced. */
class Log {
  events = [];
  sources = new FakeSources();
  online = false;

  append(tag) {
    this.events.push(tag);
    if (this.online) this.sources.last.invalidate(`e-${this.events.length}`, tag);
  }

  lose() {
    this.online = false;
    this.sources.last.fail();
  }

  /** Answers the latest attempt, if there is one that is open. */
  greet(canReplay) {
    const { last } = this.sources;
    if (this.online || last.closed) return;
    this.online = true;
    const cursor = new URL(last.url, "http://localhost").searchParams.get("cursor");
    const position = cursor === null ? 0 : Number(cursor.slice(2));
    if (canReplay) {
      last.hello(
        position === this.events.length ? "live" : "replayed",
        position === this.events.length ? `e-${position}` : undefined,
      );
      this.events
        .slice(position)
        .forEach((tag, i) => last.invalidate(`e-${position + i + 1}`, tag));
    } else {
      last.hello("resync");
      last.send("resync", { reason: "gap", spread: 200 }, `e-${this.events.length}`);
    }
  }
}

/** Shows a row; what it gives ends that. */
function show(client, stream, id) {
  const observer = new QueryObserver(client, {
    queryKey: ["row", id],
    meta: tags(`rows.byId(${id})`),
    queryFn: stamped(stream, async (fetch, context) => {
      if (id === 2) context.signal.aborted; // one of them can be cancelled
      return (await fetch(id)).json();
    }),
  });
  return observer.subscribe(() => {});
}

/** So much time, and so many greetings, that nothing is under way any more. */
async function settle(log) {
  for (let i = 0; i < 8; i++) {
    await pass(30_000, 500);
    log.greet(true);
  }
}

function assertConverged(query, rows) {
  const id = query.queryKey[1];
  if (query.isActive()) assert.equal(query.state.data, rows[id], `row ${id}`);
  else assert.ok(query.state.isInvalidated || query.state.data === rows[id], `row ${id}`);
}

for (let seed = 1; seed <= SCHEDULES; seed++) {
  test(`active queries end fresh and stale ones marked: schedule ${seed}`, async (t) => {
    stopTime(t);
    const roll = dice(seed);
    const log = new Log();
    const client = new QueryClient({
      defaultOptions: { queries: { retry: false, staleTime: Infinity } },
    });
    const stream = connect({ url: "/e", eventSource: log.sources.create });
    const stop = syncQueries(client, stream);
    const rows = [0, 0, 0];
    const history = [[...rows]]; // by position in the log
    const stamping = seed % 2 === 1; // only who says so may lag behind
    let behind = 0;
    let failing = false;
    const mounted = new Map();

    mock.method(globalThis, "fetch", async (id) => {
      const says = stamping && roll(8);
      const position = Math.max(0, log.events.length - (says ? behind : 0));
      const seen = history[position][id];
      await new Promise((resolve) => setTimeout(resolve, 10 + roll(150)));
      if (failing) throw new Error("503");
      return Response.json(seen, { headers: says ? { "TagTree-Cursor": `e-${position}` } : {} });
    });

    const mount = (id) => mounted.set(id, show(client, stream, id));
    const change = (id) => {
      rows[id]++;
      history.push([...rows]);
      log.append(roll(4) ? `rows.byId(${id})` : "rows.*");
    };
    const actions = [
      change, change, change,
      (id) => (mounted.has(id) ? (mounted.get(id)(), mounted.delete(id)) : mount(id)),
      () => (failing = !failing),
      (id) => client.refetchQueries({ queryKey: ["row", id] }),
      (id) => client.cancelQueries({ queryKey: ["row", id] }),
      (id) => {
        client.setQueryData(["row", id], (old) => (old === undefined ? old : "mine"));
        change(id);
      },
      () => log.lose(),
      () => log.greet(roll(3) > 0),
      () => (behind = stamping ? roll(3) : 0),
    ];

    [0, 1].forEach(mount);
    for (let step = 0; step < STEPS; step++) {
      actions[roll(actions.length)](roll(rows.length));
      await pass(roll(120), 10);
    }
    failing = false;
    behind = 0;
    // Those that a server which lags has been given up for are tried again with the next event.
    if (stamping) rows.forEach((_, id) => change(id));
    // A first fetch that failed before any invalidation is the application's affair.
    client.refetchQueries({ predicate: ({ state }) => state.data === undefined });
    await settle(log);

    client.getQueryCache().getAll().forEach((query) => assertConverged(query, rows));
    mounted.forEach((unsubscribe) => unsubscribe());
    stop();
    stream.close();
    client.clear();
  });
}
