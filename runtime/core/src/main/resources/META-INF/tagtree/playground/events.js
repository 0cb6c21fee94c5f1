// SPDX-License-Identifier: Apache-2.0

/** The events that were heard, each once, the newest first. */

/** Most events that are kept; the oldest go first. */
const MOST_EVENTS = 200;

/** What identifies an event, whoever tells it. */
export const eventKey = ({ id, from, reason, type }) => `${id} ${type === "resync" ? reason : from}`;

/** Returns `{ list, find, add, clear }`. */
export function createEvents() {
  let list = [];
  const kept = new Set(); // their keys
  let forgotten = 0; // what was before this time is gone, and the notes of tabs must not bring it back

  return {
    list: () => list,

    find: (key) => list.find((event) => eventKey(event) === key),

    /** Adds an event once: a response, the stream and the notes of tabs tell the same one. */
    add(event) {
      const key = eventKey(event);
      if (event.at <= forgotten || kept.has(key)) return;
      kept.add(key);
      const at = list.findIndex((other) => other.at <= event.at);
      list.splice(at < 0 ? list.length : at, 0, event);
      if (list.length <= MOST_EVENTS) return;
      const oldest = list.pop();
      kept.delete(eventKey(oldest));
      forgotten = Math.max(forgotten, oldest.at);
    },

    clear() {
      list = [];
      kept.clear();
      forgotten = Date.now();
    },
  };
}
