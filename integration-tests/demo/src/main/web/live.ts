// SPDX-License-Identifier: Apache-2.0
// What makes the page live: one query client, one stream, and the line that joins them.

import { type Query, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Message, type Status, concerns, connect } from "/tags/core.js";
import { syncQueries } from "/tags/tanstack.js";
import { isPassing } from "./api";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Nothing goes stale by time, and looking at a tab fetches nothing: the server says when.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The server is on this computer: it answers without a network, too.
      networkMode: "always",
      retry: (failures, error) => failures < 1 && isPassing(error),
      retryDelay: 500,
    },
    mutations: { networkMode: "always" },
  },
});

export const stream = connect({ url: "/tags/events" });

syncQueries(queryClient, stream, { retry: isPassing });

/** Asks again for all that could not be loaded. */
export function retryFailed(): void {
  void queryClient.refetchQueries({ type: "active", predicate: hasFailed });
}

function hasFailed(query: Query): boolean {
  return query.state.status === "error" && isPassing(query.state.error);
}

/** What has just arrived, as the page shows it. */
export interface Arrival {
  readonly key: number;
  readonly at: Date;
  readonly tags: readonly string[];
  /** The tag that was invalidated, or why everything is loaded anew. */
  readonly from: string;
  readonly isResync: boolean;
  /** The queries on this page that are refetched because of it. */
  readonly queries: readonly string[];
}

/** Most arrivals that are shown. */
const SHOWN = 8;

let arrivals: readonly Arrival[] = [];
let count = 0;

function note(message: Message): Arrival | undefined {
  if (message.type !== "invalidate" && message.type !== "resync") {
    return undefined;
  }
  if (message.type === "invalidate" && message.local) {
    return undefined; // the stream repeats it
  }
  const isResync = message.type === "resync";
  return {
    key: ++count,
    at: new Date(),
    tags: isResync ? [] : message.tags,
    from: isResync ? message.reason : message.from,
    isResync,
    queries: queryClient
      .getQueryCache()
      .findAll({ type: "active" })
      .filter((query) => concerns(message, (query.meta?.tags as string[] | undefined) ?? []))
      .map((query) => query.queryKey.join("/")),
  };
}

const watchers = new Set<() => void>();

stream.listen((message) => {
  const arrival = note(message);
  if (arrival) {
    arrivals = [arrival, ...arrivals].slice(0, SHOWN);
  }
  if (message.type === "status" && message.status === "live") {
    retryFailed();
  }
  watchers.forEach((changed) => changed());
});

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

export function useArrivals(): readonly Arrival[] {
  return useSyncExternalStore(watch, () => arrivals);
}

export function useStatus(): Status {
  return useSyncExternalStore(watch, () => stream.status);
}

/** Whether something on this page could not be loaded. */
export function useHasFailures(): boolean {
  const cache = queryClient.getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => cache.findAll({ type: "active" }).some(hasFailed),
  );
}
