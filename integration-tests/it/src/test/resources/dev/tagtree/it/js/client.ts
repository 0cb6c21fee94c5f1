// SPDX-License-Identifier: Apache-2.0

// The client's declarations: what compiles has to, and what is expected not to must not.
import { QueryClient, QueryObserver } from "@tanstack/query-core";
import { concerns, connect, isNewer, overlaps, texts } from "@tagtree/client";
import type { AnyTag, Message, Status, Stream, Tag, TagGroup } from "@tagtree/client";
import { syncQueries, tags } from "@tagtree/client/tanstack";
import type { TagMeta } from "@tagtree/client/tanstack";
import { stamped } from "@tagtree/client/tanstack";
import * as rtk from "@tagtree/client/rtk";
import * as swr from "@tagtree/client/swr";

// As a generated contract declares them, on its own.
type OwnTag = string & { readonly "~tagtree": "tag" };
interface OwnGroup {
  readonly "~tagtree": "group";
  toString(): string;
  toJSON(): string;
}
declare const list: OwnTag;
declare const todos: OwnGroup & { readonly list: OwnTag };
declare const byId: OwnGroup & ((id: string) => OwnTag);

const everyKind: readonly AnyTag[] = [list, todos, byId, byId("1"), todos.list];
const text: string = list;
const same: Tag = list;
const group: TagGroup = byId;

const stream: Stream = connect({ url: "/tags/events" });
connect({
  url: new URL("https://example.com/tags/events"),
  cursor: null,
  key: "user-7",
  tags: [todos],
  eventSource: (url) => new EventSource(url, { withCredentials: true }),
  share: false,
});
const status: Status = stream.status;
const maybe: string | undefined = stream.cursor ?? stream.clientId;
const stopListening: () => void = stream.listen((message) => {
  if (message.type === "invalidate") message.tags.concat(message.from, message.id);
  else if (message.type === "resync") message.reason.concat(message.id);
  else message.status satisfies Status;
});
stream.watch([todos, byId("1")], () => {});
stream.watch(todos, (message) => message.spread.toFixed());
stream.watch(everyKind, async () => {});
const stamp: string | undefined = stream.heard(new Response());
const newer: boolean = isNewer(stamp, stream.cursor);
const why: string[] = stream.explain(["todo", "1"]).map(({ outcome, event }) => outcome + event.id);
stream.trace.read(({ ms }) => ms?.toFixed())();
stream.close();

const canonical: string[] = texts([todos, byId("1")]);
const hit: boolean = overlaps(list, byId);
const stale = (message: Message): boolean => concerns(message, ["todos.list", todos]);

const queryClient = new QueryClient();
const stop: () => void = syncQueries(queryClient, stream);
syncQueries(queryClient, stream, { retry: (error, failures) => error !== 404 && failures < 3 });
const meta: TagMeta = tags(todos, list, byId, byId("1"));
const observer = new QueryObserver(queryClient, {
  queryKey: ["todo", "1"],
  queryFn: async () => 1,
  meta: { ...tags(byId("1")), mine: 1 },
});
new QueryObserver(queryClient, { queryKey: ["todos"], queryFn: async () => 1, meta: tags(todos) });
new QueryObserver(queryClient, {
  queryKey: ["todo", "2"],
  queryFn: stamped(stream, async (fetch, context: { signal: AbortSignal }) =>
    (await fetch("/api/todos/2", { signal: context.signal })).json()),
});
syncQueries(queryClient, stream, {
  throttle: 100,
  onRefetch: ({ key, tag, event, outcome, ms }) => [key, tag, event.id, outcome.concat(), ms],
});
declare const store: rtk.StoreLike;
declare const api: rtk.ApiLike;
const stopApi: () => void = rtk.syncQueries(store, api, stream, { changes: { add: [todos, list] } });
const provided: { type: "TagTree"; id: string }[] = rtk.tags(list, byId("1"));
const baseQuery = rtk.stamped(stream, (fetch) => (args: string, api: { type: string }, extra: {}) =>
  fetch(args, { method: api.type }));
declare const config: swr.SwrLike;
const stopKeys: () => void = swr.syncQueries(config, stream, { onRefetch: () => {} });
const key = { url: "/api/todos", ...swr.tags(todos) };
const fetcher = swr.stamped(stream, async (fetch, { url }: typeof key) => (await fetch(url)).json());
fetcher(key).then();

// @ts-expect-error: the url is missing
connect({});
// @ts-expect-error: a misspelt option
connect({ url: "/tags/events", cursr: "e-1" });
// @ts-expect-error: any string is not a tag
stream.watch(["todos.list"], () => {});
// @ts-expect-error: any string is not a tag
tags("todos.list");
// @ts-expect-error: any string is not a tag
overlaps("todos.list", todos);
// @ts-expect-error: an object is not a group because it has a text
tags({ toString: () => "todos.*" });
// @ts-expect-error: a tag is not made by calling any function
tags((id: string) => id);
// @ts-expect-error: a list of tags is not a tag
tags([todos]);
// @ts-expect-error: a watcher needs something to call
stream.watch([todos]);
// @ts-expect-error: the position is the stream's own
stream.cursor = "e-1";
// @ts-expect-error: there is no such status
stream.status === "open";
// @ts-expect-error: only a query client has queries
syncQueries({}, stream);
// @ts-expect-error: a misspelt option
syncQueries(queryClient, stream, { retries: 3 });
// @ts-expect-error: any string is not a tag
rtk.syncQueries(store, api, stream, { changes: { add: "todos.list" } });
// @ts-expect-error: any string is not a tag
swr.tags("todos.list");

export { text, same, group, status, maybe, stopListening, canonical };
export { hit, stale, stop, newer, why, meta, observer };
export { stopApi, provided, baseQuery, stopKeys };
