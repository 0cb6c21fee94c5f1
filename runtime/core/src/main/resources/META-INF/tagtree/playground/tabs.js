// SPDX-License-Identifier: Apache-2.0

/** The other tabs of this browser: their queries, and what became of them, asked for again and again. */

const ASK_EVERY = 1_000;

/** A tab that does not answer for so long is gone, or asleep; in ms. */
const GONE_AFTER = 3_500;

/** Most tabs, and most notes of each, that are kept; the oldest go first. */
const MOST_TABS = 64;
const MOST_NOTES = 256;

/** What identifies a note while its duration is still to come. */
const identity = ({ key, at, event }) => `${at} ${event?.id} ${event?.from} ${key}`;

/**
 * Follows the tabs, whose answers are those of debug.js. `changed` is called after each change;
 * answers of pages at `without` are ignored. Returns `{ list, close }`.
 */
export function followTabs({ channel, changed, without }, { document } = globalThis) {
  const tabs = new Map();

  channel.addEventListener("message", ({ data }) => {
    if (typeof data?.tab !== "string" || data.path === without) return;
    const known = tabs.get(data.tab);
    if (!known && (!Array.isArray(data.queries) || tabs.size >= MOST_TABS)) return;
    const tab = known ?? { tab: data.tab, notes: new Map() };
    if (Array.isArray(data.queries)) {
      const { title, path, visible, status, queries } = data;
      Object.assign(tab, { title, path, visible, status, queries, seen: Date.now() });
    }
    for (const note of data.notes ?? []) {
      tab.notes.set(identity(note), { ...note, tab: data.tab });
      if (tab.notes.size > MOST_NOTES) tab.notes.delete(tab.notes.keys().next().value);
    }
    tabs.set(data.tab, tab);
    changed();
  });

  function ask() {
    for (const [id, { seen }] of tabs) {
      if (Math.abs(Date.now() - seen) < GONE_AFTER) continue;
      tabs.delete(id);
      changed();
    }
    channel.postMessage({ ask: "who" });
  }

  // A hidden page's timers are late, which must not make the others look gone: it asks first.
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") ask();
  }, ASK_EVERY);
  const shown = () => {
    if (document.visibilityState !== "visible") return;
    for (const tab of tabs.values()) tab.seen = Date.now();
    ask();
  };
  document.addEventListener("visibilitychange", shown);
  ask();

  return {
    /** `{ tab, title, path, visible, status, queries, notes }` of each, in the order of their coming. */
    list: () => [...tabs.values()].map((tab) => ({ ...tab, notes: [...tab.notes.values()] })),
    close() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
      channel.close();
    },
  };
}
