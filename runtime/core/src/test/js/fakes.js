// SPDX-License-Identifier: Apache-2.0

// What stands in for the browser, the network and time. Nothing here waits for real.
import { mock } from "node:test";

/** Every EventSource that was opened; the last one is what the stream listens to. */
export class FakeSources {
  opened = [];
  create = (url) => {
    const source = new FakeSource(url);
    this.opened.push(source);
    return source;
  };
  get last() {
    return this.opened.at(-1);
  }
  get urls() {
    return this.opened.map((source) => source.url);
  }
}

/** Behaves as the browser's: an event without an id repeats the last one of this instance. */
class FakeSource {
  #listeners = new Map();
  #lastEventId = "";
  closed = false;

  constructor(url) {
    this.url = url;
  }

  addEventListener(name, fn) {
    this.#listeners.set(name, fn);
  }

  close() {
    this.closed = true;
  }

  /** An event as the server sends it; `data` may be raw text. */
  send(name, data, id) {
    this.#lastEventId = id ?? this.#lastEventId;
    const text = typeof data === "string" ? data : JSON.stringify(data);
    this.#listeners.get(name)?.({ type: name, data: text, lastEventId: this.#lastEventId });
  }

  hello(verdict = "live", id, more = {}) {
    this.send("hello", { v: 1, verdict, heartbeat: 15_000, client: "c1", schema: [], ...more }, id);
  }

  invalidate(id, ...tags) {
    this.send("invalidate", { tags, from: tags[0], spread: 0 }, id);
  }

  /** As after a lost connection, or a refusal. */
  fail() {
    this.#listeners.get("error")?.({ type: "error" });
  }

  /** As a source that knows why it ended; the browser's own does not. */
  refuse(status) {
    this.#listeners.get("error")?.({ type: "error", status });
  }
}

/** A stream that says what a test wants it to say. */
export class FakeStream {
  #listeners = new Set();
  listen = (fn) => {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  };
  get listeners() {
    return this.#listeners.size;
  }
  invalidate(...tags) {
    this.say({ type: "invalidate", tags, from: tags[0], id: "e-1", spread: 0 });
  }
  say(message) {
    this.#listeners.forEach((fn) => fn(message));
  }
}

/** Stops time (timers and the clock) until `pass` moves it; `random` answers 0.5 throughout. */
export function stopTime(t) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const random = mock.method(Math, "random", () => 0.5);
  t.after(() => mock.reset());
  t.after(() => mock.timers.reset());
  return random;
}

/** Lets promises settle. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Moves time on in steps, letting promises settle at each. */
export async function pass(ms, step = 5) {
  for (let done = 0; done < ms; done += step) {
    await settle();
    mock.timers.tick(Math.min(step, ms - done));
  }
  await settle();
}

/** The same numbers for the same seed, so that a failure can be repeated. */
export function dice(seed) {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
