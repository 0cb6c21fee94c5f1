// SPDX-License-Identifier: Apache-2.0

/**
 * Tells the Playground what this tab's queries are and why they were refetched. Loaded when one
 * asks; nothing is said to anybody who has not asked lately.
 */

/** So long after the last question nobody listens any more, in ms. */
const ATTENTION = 5_000;

/** Most queries and notes in one answer, and the longest key, in characters. */
const MOST_QUERIES = 500;
const MOST_NOTES = 64;
const LONGEST_KEY = 200;

const attached = new WeakSet();

/** Answers `{ ask: "who" }` on a channel for a stream, at once and from now on. Idempotent. */
export function attach(stream, channel) {
  const { document, location } = globalThis; // none where a page is only played
  if (attached.has(stream)) return;
  attached.add(stream);
  const tab = Math.random().toString(36).slice(2);
  let asked = 0;
  let stop;

  function answer() {
    asked = Date.now();
    stop ??= stream.trace.read((note) => {
      if (Date.now() - asked < ATTENTION) return say({ tab, notes: [plain(note)] });
      stop();
      stop = undefined;
    });
    say({
      tab,
      title: document?.title ?? "",
      path: location?.pathname ?? "",
      visible: document?.visibilityState === "visible",
      status: stream.status,
      queries: stream.trace.queries().slice(0, MOST_QUERIES).map(({ key, tags, state, observers }) => ({
        key: text(key),
        tags: tags.map(String),
        state: String(state ?? ""),
        observers: Number(observers ?? 0),
      })),
      notes: stream.explain().slice(-MOST_NOTES).map(plain),
    });
  }

  function say(message) {
    if (stream.status !== "closed") channel.postMessage(message);
  }

  channel.onmessage = ({ data }) => {
    if (data?.ask === "who") answer();
  };
  answer();
}

/** A note as it can be posted: a key may hold what cannot be copied. */
function plain({ key, tag, event, outcome, at, ms }) {
  const { type, id, from, tags, reason } = event ?? {};
  return { key: text(key), tag, event: { type, id, from, tags, reason }, outcome, at, ms };
}

function text(key) {
  let json;
  try {
    json = JSON.stringify(key, (_, value) => (typeof value === "bigint" ? String(value) : value));
  } catch {
    json = undefined; // it goes in a circle
  }
  const said = json ?? String(key);
  return said.length > LONGEST_KEY ? `${said.slice(0, LONGEST_KEY)}…` : said;
}
