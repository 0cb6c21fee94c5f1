// SPDX-License-Identifier: Apache-2.0

/**
 * What a stream is, its port (share.d.ts), and how its position and its status change.
 *
 *   connecting --hello--> live <--heartbeat--> degraded
 *   any of these -- end, silence, put away --> waiting --> connecting
 *   any of these -- 204, 4xx --> refused -- a network or a tab comes --> connecting
 *   any of these -- close() --> closed
 */

/** The longest wait that a server may ask for, in ms; setTimeout itself ends at 24 days. */
export const LONGEST_WAIT = 600_000;

/** A position, `<epoch>-<decimal>`: ordered in an epoch, which may contain dashes itself. */
export const CURSOR = /^(.*)-(\d+)$/;

/** Whether a position comes after another; what cannot be compared is taken for news. */
export function isNewer(a, b) {
  const [, epoch, offset] = CURSOR.exec(a) ?? [];
  const [, other, base] = CURSOR.exec(b) ?? [];
  if (epoch === undefined || epoch !== other) return true;
  // By length first, which is exact at any size.
  return offset.length === base.length ? offset > base : offset.length > base.length;
}

/** Moves the cursor on, never back: what is behind it was seen before. */
export function advance(port, id, message) {
  if (!id || isNewer(id, port.cursor)) move(port, id, message);
}

/** Moves the cursor, if there is an id, and says what has moved it, if anything. */
export function move(port, id, message) {
  const { cursor } = port;
  port.cursor = id || cursor;
  port.share?.tell(cursor, message);
  if (message) emit(port, message);
}

export function become(port, status) {
  if (port.status === status) return;
  port.status = status;
  move(port); // nowhere, but other tabs hear of the status
  emit(port, { type: "status", status });
}

/** Whether a stream of this status hears of what happens. */
export function isFlowing(status) {
  return status === "live" || status === "degraded";
}

export function emit({ listeners }, message) {
  for (const listener of [...listeners]) {
    // One that an earlier listener has just stopped is not told any more.
    if (listeners.has(listener)) tell(listener, message);
  }
}

/** A caller's function that throws is the caller's bug, and nobody else's. */
export function tell(fn, message) {
  try {
    fn(message);
  } catch (error) {
    report(error);
  }
}

/** Tells the page of an error that is not ours. */
export function report(error) {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}

export function within(low, value, high) {
  return Math.max(low, Math.min(value, high));
}

/** How long a server may ask for, in ms; what is no number is nothing. */
export function wait(ms) {
  return typeof ms === "number" ? within(0, ms, LONGEST_WAIT) : 0;
}
