// SPDX-License-Identifier: Apache-2.0

import type { Note, Trace } from "./trace.js";

/**
 * One tag: its canonical text, `todos.byId(1)`, branded so that no arbitrary string passes for one.
 * Generated contracts declare the same type; nothing needs to be imported.
 */
export type Tag = string & { readonly "~tagtree": "tag" };

/**
 * A tag for everything below it, `appTags.todos`, or a member with parameters that is not called,
 * `appTags.todos.byId`: any of them. Its text is canonical.
 */
export interface TagGroup {
  readonly "~tagtree": "group";
  /** The canonical text: `todos.*`, `todos.byId(*)`. */
  toString(): string;
  /** The canonical text. */
  toJSON(): string;
}

/** Whatever a generated contract offers as a tag. */
export type AnyTag = Tag | TagGroup;

/** Something may have changed on the server. */
export interface Invalidate {
  readonly type: "invalidate";
  /** What may have changed, resolved to leaves where that is practical; canonical texts. */
  readonly tags: readonly string[];
  /** The tag that was invalidated, before it was resolved. Matches as `tags` do. */
  readonly from: string;
  /** The cursor of this invalidation; the empty string if the server gave none. */
  readonly id: string;
  /** Refetch after a random part of this many milliseconds, so that not every tab comes at once. */
  readonly spread: number;
  /**
   * A response of the application said so, before the stream did (`heard`). The stream repeats it;
   * data whose stamp is not older than `id` need not be fetched again.
   */
  readonly local?: boolean;
}

/** Continuity is lost: anything may have changed since the last message. Refetch everything. */
export interface Resync {
  readonly type: "resync";
  /** `gap`, `epoch`, `overflow`, `log`, `policy`, `unproven`, or what a newer server says. */
  readonly reason: string;
  /** The cursor from here on; the empty string if the server gave none. */
  readonly id: string;
  /** Refetch after a random part of this many milliseconds, so that not every tab comes at once. */
  readonly spread: number;
}

/** The stream's status has changed. */
export interface StatusChange {
  readonly type: "status";
  readonly status: Status;
}

/** What `listen` hears. Ignore a `type` that you don't know: later versions may add some. */
export type Message = Invalidate | Resync | StatusChange;

/**
 * `connecting`: no hello yet. `live`: all that happens is told; some seconds later where a proxy
 * holds the stream back and the page polls instead. `degraded`: connected, but to a server that may
 * itself not hear of everything at the moment. `waiting`: until the next attempt.
 * `refused`: the server wants no stream from this page (204, or 4xx but 408 and 429); it is asked
 * again when the network comes back or another tab is opened, as after a log-in. `closed`: for
 * good, by `close()`.
 */
export type Status = "connecting" | "live" | "degraded" | "waiting" | "refused" | "closed";

/** The part of the browser's EventSource that a stream uses. */
export interface EventSourceLike {
  /**
   * Calls `listener` for every event of that name, and for `error` when the stream has ended; with
   * the `status` of the response if that is why, because some are final.
   */
  addEventListener(
    name: string,
    listener: (event: {
      readonly data?: any;
      readonly lastEventId?: any;
      readonly status?: any;
    }) => void,
  ): void;
  /** Ends the connection; no event counts after it. */
  close(): void;
}

/** How to connect. */
export interface ConnectOptions {
  /** Where the events are: `"/tags/events"`. */
  readonly url: string | URL;
  /**
   * The stamp of the data this page starts with, where it was rendered elsewhere or persisted
   * (`hub.cursor()`). Without it, the server is told how long ago the navigation began, which
   * covers all that this page has fetched itself.
   */
  readonly cursor?: string | null | undefined;
  /** Only invalidations that overlap one of these are sent. None: all that the user may see. */
  readonly tags?: readonly AnyTag[] | undefined;
  /**
   * Whose stream this is, such as a user id: tabs with other keys never share a connection. Give
   * one wherever what a user may see depends on who that is, and `close()` when somebody logs out.
   */
  readonly key?: string | undefined;
  /**
   * Replaces `url => new EventSource(url)`: for tests, for credentials across origins, for bearer
   * tokens. It must report the end of the stream, for whatever reason, as an `error`. A stream that
   * is held back by a proxy is not replaced by polling then, since only this function knows how to
   * reach the server.
   */
  readonly eventSource?: ((url: string) => EventSourceLike) | undefined;
  /**
   * Whether all tabs of this browser with the same url, key and tags share one connection, as they
   * do unless this is `false`. Without Web Locks (outside a secure context) a tab is connected only
   * while it is visible; with `false`, always.
   */
  readonly share?: boolean | undefined;
}

/** An open stream of invalidations. */
export interface Stream {
  /** Whether invalidations arrive now. */
  readonly status: Status;
  /** The name that the server gave to the current or latest connection. */
  readonly clientId: string | undefined;
  /** The position up to which everything has been heard. */
  readonly cursor: string | undefined;
  /**
   * Tells `fn` every message. What it throws is reported and disturbs no other listener.
   * @returns a function that stops it
   */
  listen(fn: (message: Message) => void): () => void;
  /**
   * Calls `fn` whenever an invalidation overlaps one of `tags`, and on a resync; after a random
   * wait if the server asks for one, and then once for all that came meanwhile.
   * @returns a function that stops it
   */
  watch(tags: AnyTag | readonly AnyTag[], fn: (message: Invalidate | Resync) => void): () => void;
  /**
   * Reads what a response of the application says in its headers. Tags that its handler has
   * invalidated are told at once, as a message with `local`, even while the stream is down.
   * @returns the stamp of its data (`TagTree-Cursor`): every invalidation up to it is visible in it
   */
  heard(response: { readonly headers: Pick<Headers, "get"> }): string | undefined;
  /** What became of the queries that messages concerned; written by adapters. */
  readonly trace: Trace;
  /** The latest notes about one query, by its key; without a key, about all. The newest is last. */
  explain(key?: unknown): Note[];
  /** Ends the stream for good. */
  close(): void;
}

/**
 * Opens a stream that stays open: after any failure it reconnects (0.5 to 30 seconds later, at
 * random) and continues where it was, or says `resync`. Where there is no page, as in server-side
 * rendering, the stream is inert.
 */
export function connect(options: ConnectOptions): Stream;

/**
 * Whether two tags may name a common thing. This is the only matching rule: over the segments of
 * the shorter tag, names are equal, and values are equal or either stands for any.
 */
export function overlaps(a: AnyTag, b: AnyTag): boolean;

/**
 * Whether position `a` comes after position `b`. Also true if they cannot be compared, because one
 * is missing or they are of different epochs: then the safe side is to take `a` for news.
 */
export function isNewer(
  a: string | null | undefined,
  b: string | null | undefined,
): boolean;

/**
 * Whether what carries these tags is stale after this message: for adapters to other libraries.
 * Always on a resync, and never without tags.
 * @param tags canonical texts or tags, for example of one query
 */
export function concerns(message: Message, tags: readonly (AnyTag | string)[]): boolean;

/**
 * The canonical texts of tags, groups and members not called: for adapters to other libraries.
 * @throws TypeError if one of them is no tag, as when its name was misspelt in JavaScript
 */
export function texts(tags: AnyTag | readonly AnyTag[]): string[];
