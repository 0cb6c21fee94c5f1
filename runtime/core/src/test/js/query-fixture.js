// SPDX-License-Identifier: Apache-2.0

// A page with queries and its server, for the tests of tanstack.js. TanStack Query is the real one
// (found by NODE_PATH or in a node_modules above).
import { createRequire } from "node:module";
import { beforeEach } from "node:test";
import { tags } from "../../main/resources/META-INF/tagtree/tanstack.js";
import { FakeStream, pass, stopTime } from "./fakes.js";

export const { InfiniteQueryObserver, QueryClient, QueryObserver, onlineManager } = createRequire(
  import.meta.url,
)("@tanstack/query-core");

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

export let client, stream, server;

beforeEach((t) => {
  // Hooks of node:test get the test's context, so time starts again after each test.
  stopTime(t);
  onlineManager.setOnline(true);
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  stream = new FakeStream();
  server = new Server();
});

/** A component that shows a query: its updates, and how it goes. */
export function observe(options = {}) {
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
export async function seenAndLeft() {
  const { unsubscribe } = observe();
  await pass(100);
  unsubscribe();
}

/** A mutation and its event, as the server orders them. */
export function mutate(...tagsOf) {
  server.state++;
  stream.invalidate(...(tagsOf.length ? tagsOf : ["todos.list"]));
}

export const cached = (key = ["todos"]) => client.getQueryData(key);
export const query = (key = ["todos"]) => client.getQueryCache().find({ queryKey: key });
export const isStale = (key) => query(key).state.isInvalidated;
