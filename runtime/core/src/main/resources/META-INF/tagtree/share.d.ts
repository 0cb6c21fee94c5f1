// SPDX-License-Identifier: Apache-2.0

import type { Message, Status } from "./core.js";

type Cursor = string | null | undefined;

/**
 * A stream as its own modules know it: one record, which they read and change, as state.js says.
 * None of it is for applications.
 */
export interface Port {
  /** The position up to which everything has been heard; only `advance` and `move` change it. */
  cursor: Cursor;
  /** Only `become` changes it. */
  status: Status;
  /** The name that the server gave to the latest connection, of whichever tab. */
  clientId?: string | undefined;
  /** Since when this tab needs to know (wall clock, ms). */
  readonly since: number;
  /** Since when the others do that have asked for it, so that a first connection looks back as far. */
  oldest: number;
  /** The age that the latest attempt has offered, in ms. */
  offered?: number;
  /** Who is told what happens. */
  readonly listeners: Set<(message: Message) => void>;
  /** What is done about an event, by its name: what it says, its id, and how long it took to come. */
  events: Record<string, (said: any, id?: string, ms?: number) => void>;
  /** This tab's own connection. */
  source: Source;
  /** This tab's part among the others, once it takes part. */
  share?: Share;
}

/** A connection to the server, and another one after it (source.js). */
export interface Source {
  /** Opens one, in place of the last. */
  start(): void;
  /** Ends it; nothing follows. */
  stop(): void;
  /** Does what a timer, which may be late, should have done already. */
  ring(): void;
}

/** A tab's part among those that share a connection. */
export interface Share {
  /** Takes part: follows, and leads once it has the lock. */
  start(): void;
  /** Takes no part any more, and gives the lock back. */
  stop(): void;
  /** Looks whether somebody leads; called when the tab is shown or hidden. */
  look(): void;
  /** Remembers what was told, and relays it: it leads from this position to the port's cursor. */
  tell(previous: Cursor, message?: Message): void;
  /** A server has answered for all since then (wall clock, ms). */
  cover(since: number): void;
  /** Whether this tab's connection is its own affair: truthy if it leads or is on its own. */
  leads(): unknown;
}

/** Makes a tab's part in what is shared under this url, key and filter. */
export function createShare(
  port: Port,
  page: Window,
  url: string | URL,
  key: string | undefined,
  filter: readonly string[],
): Share;
