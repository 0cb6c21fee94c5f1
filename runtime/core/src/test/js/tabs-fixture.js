// SPDX-License-Identifier: Apache-2.0

// A browser with several tabs and their server, in one process: each tab has its own task queue,
// which a hang or a freeze stops and a crash throws away.
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import "../../main/resources/META-INF/tagtree/share.js"; // so that no test waits for it
import { FakeSources } from "./fakes.js";

/** What the server allows a request for an age, in ms. */
const MARGIN = 1_000;

export class FakeBrowser {
  tabs = [];
  channels = new Set();
  locks = new FakeLocks();
  /** Whether a relay to one tab is lost. */
  loses = () => false;

  constructor(server) {
    this.server = server;
  }

  open(options = {}, how = {}) {
    const tab = new Tab(this, how);
    this.tabs.push(tab);
    tab.connect(options);
    return tab;
  }

  get alive() {
    return this.tabs.filter(({ gone }) => !gone);
  }
}

export class Tab {
  #events = new EventTarget();
  #waiting = [];
  gone = false;
  paused = false;
  /** The shortest timer, in ms: browsers make those of hidden pages wait. */
  shortest = 0;
  said = [];

  /** `age`: how long ago its navigation began; `without`: what this browser has not got. */
  constructor(browser, { hidden = false, age = 0, without = [] } = {}) {
    this.browser = browser;
    this.born = Date.now() - age;
    const tab = this;
    this.document = { hidden, baseURI: "https://app.example/" };
    this.page = {
      document: this.document,
      navigator: { locks: { request: (...how) => browser.locks.request(tab, ...how) } },
      crypto,
      performance: { now: () => Date.now() - tab.born, timeOrigin: tab.born },
      BroadcastChannel: class extends FakeChannel {
        constructor(name) {
          super(tab, name);
        }
      },
      EventSource: function (url) {
        return browser.server.accept(tab, url);
      },
      fetch: (url, { signal }) => new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        tab.task(() => resolve(browser.server.answer(url)));
      }),
      // A timer that is due, but waits in line, can still be cleared.
      setTimeout: (fn, ms) => {
        const timer = { fn };
        timer.id = setTimeout(() => tab.task(() => timer.fn?.()), Math.max(ms, tab.shortest));
        return timer;
      },
      clearTimeout: (timer) => {
        clearTimeout(timer?.id);
        if (timer) timer.fn = undefined;
      },
      addEventListener: (...how) => this.#events.addEventListener(...how),
      removeEventListener: (...how) => this.#events.removeEventListener(...how),
    };
    for (const name of without) delete this.page[name];
  }

  connect(options) {
    this.stream = connect({ url: "/tags/events", ...options }, this.page);
    this.stream.listen((message) => this.said.push({ ...message, order: tick() }));
  }

  /** Runs `fn` in this tab: later than now, in order, and not while the tab stands still. */
  task(fn) {
    setImmediate(() => {
      if (this.gone) return;
      if (this.paused) this.#waiting.push(fn);
      else fn();
    });
  }

  fire(name, more = {}) {
    this.#events.dispatchEvent(Object.assign(new Event(name), more));
  }

  look(visible) {
    this.document.hidden = !visible;
    if (!this.paused) this.fire("visibilitychange");
    else this.task(() => this.fire("visibilitychange"));
  }

  /** Stands still without notice, as in a long task, or where a phone suspends it. */
  hang() {
    this.paused = true;
  }

  freeze() {
    if (this.paused) return;
    this.fire("freeze");
    this.paused = true;
  }

  wake(event) {
    if (!this.paused || this.gone) return;
    this.paused = false;
    if (event) this.fire(event);
    this.#waiting.splice(0).forEach((fn) => this.task(fn));
  }

  close() {
    if (!this.paused) this.fire("pagehide", { persisted: false });
    this.crash();
  }

  crash() {
    this.gone = true;
    this.browser.locks.drop(this);
  }

  /** The ids of the invalidations that were told. */
  get ids() {
    return this.said.filter(({ type }) => type === "invalidate").map(({ id }) => id);
  }

  get resyncs() {
    return this.said.filter(({ type }) => type === "resync").length;
  }
}

class FakeChannel {
  #tab;
  #closed = false;

  constructor(tab, name) {
    this.#tab = tab;
    this.name = name;
    tab.browser.channels.add(this);
  }

  postMessage(message) {
    const { browser, gone } = this.#tab;
    if (this.#closed) throw new Error("InvalidStateError");
    if (gone) return;
    const data = structuredClone(message);
    for (const other of browser.channels) {
      if (other !== this && other.name === this.name && !browser.loses(data)) other.#deliver(data);
    }
  }

  #deliver(data) {
    this.#tab.task(() => this.#closed || this.onmessage?.({ data: structuredClone(data) }));
  }

  close() {
    this.#closed = true;
    this.#tab.browser.channels.delete(this);
  }
}

class FakeLocks {
  #held = new Map();
  #queue = [];
  stolen = 0;

  request(tab, name, { steal, signal }, callback) {
    return new Promise((resolve, reject) => {
      if (tab.gone) return; // a promise that it still had has settled: nobody is there any more
      const fail = () => tab.task(() => reject(new DOMException("no lock", "AbortError")));
      const request = { tab, name, callback, resolve, fail };
      signal?.addEventListener("abort", () => {
        if (!this.#queue.includes(request)) return;
        this.#queue = this.#queue.filter((other) => other !== request);
        fail();
      });
      if (steal) {
        this.stolen++;
        this.#held.get(name)?.fail();
        this.#grant(request);
      } else {
        this.#queue.push(request);
        this.#next(name);
      }
    });
  }

  #next(name) {
    const request = this.#queue.find((other) => other.name === name);
    if (!request || this.#held.has(name)) return;
    this.#queue = this.#queue.filter((other) => other !== request);
    this.#grant(request);
  }

  #grant(request) {
    this.#held.set(request.name, request);
    request.tab.task(async () => {
      request.resolve(await request.callback());
      this.#release(request);
    });
  }

  #release(request) {
    if (this.#held.get(request.name) !== request) return;
    this.#held.delete(request.name);
    this.#next(request.name);
  }

  holder(name) {
    return [...this.#held.values()].find((request) => !name || request.name === name)?.tab;
  }

  get names() {
    return [...this.#held.keys()];
  }

  drop(tab) {
    this.#queue = this.#queue.filter((request) => request.tab !== tab);
    [...this.#held.values()].filter((request) => request.tab === tab)
      .forEach((request) => this.#release(request));
  }
}

/** A log and its connections, as PROTOCOL.md describes them. */
export class FakeServer {
  #lines = new Set();
  #epoch = 1;
  #offset = 100;
  #log = [];
  accepted = 0;
  up = true;
  /** What a server that is down answers. */
  status = 503;
  heartbeat = 15_000;

  get cursor() {
    return `e${this.#epoch}-${this.#offset}`;
  }

  append(tag = "todos.list") {
    this.#offset++;
    const event = { id: this.cursor, tag, at: Date.now(), order: tick() };
    this.#log.push(event);
    for (const line of this.#lines) line.send((source) => source.invalidate(event.id, tag));
    return event;
  }

  /** A connection counts until its tab has closed it or is gone. */
  get lines() {
    return [...this.#lines].filter(({ tab, source }) => !tab.gone && !source.closed);
  }

  accept(tab, url) {
    const source = new FakeSources().create(url);
    const send = (fn) => tab.task(() => source.closed || fn(source));
    this.accepted++;
    tab.task(() => {
      if (source.closed) return;
      if (this.up) this.#greet({ tab, source, send }, new URL(url, "http://localhost").searchParams);
      else source.fail();
    });
    return source;
  }

  #greet(line, offered) {
    this.#lines.add(line);
    const { heartbeat, cursor: position } = this;
    const more = { heartbeat, margin: MARGIN };
    const cursor = offered.get("cursor");
    const age = offered.get("age");
    const missed = cursor === null
      ? this.#since(Date.now() - age - MARGIN)
      : this.#after(cursor);
    line.send((source) => {
      if (!missed) {
        source.hello("resync", undefined, more);
      } else if (missed.length) {
        source.hello("replayed", undefined, more);
      } else {
        source.hello("live", position, more);
      }
    });
    if (!missed) line.send((source) => source.send("resync", { reason: "gap", spread: 0 }, position));
    missed?.forEach(({ id, tag }) => line.send((source) => source.invalidate(id, tag)));
    this.#beat(line);
  }

  #since(time) {
    return this.#forgotten > time ? undefined : this.#log.filter(({ at }) => at >= time);
  }

  #forgotten = 0;

  #after(cursor) {
    const [epoch, offset] = cursor.slice(1).split("-").map(Number);
    if (epoch !== this.#epoch || offset < this.#oldest || offset > this.#offset) return undefined;
    return this.#log.filter(({ id }) => Number(id.split("-")[1]) > offset);
  }

  #oldest = 0;

  #beat(line) {
    setTimeout(() => {
      if (!this.lines.includes(line)) return;
      const { cursor } = this;
      line.send((source) => source.send("heartbeat", { current: true }, cursor));
      this.#beat(line);
    }, this.heartbeat);
  }

  /** Every connection breaks. */
  cut() {
    for (const line of this.#lines) line.send((source) => source.fail());
    this.#lines.clear();
  }

  /** The past is gone: another history, whose positions may be lower. */
  restart() {
    this.cut();
    this.#epoch++;
    this.#offset = 50;
    this.forget();
  }

  /**
   * The same history, told by a node that is behind: a resync that leads back, and then what
   * follows once more. Returns where it led to, and what must be heard again.
   */
  lag(by) {
    const again = this.#log.slice(-by);
    if (!again.length) return undefined;
    const [epoch, offset] = again[0].id.split("-");
    const position = `${epoch}-${offset - 1}`;
    const order = tick();
    for (const line of this.#lines) {
      line.send((source) => source.send("resync", { reason: "log", spread: 0 }, position));
      again.forEach(({ id, tag }) => line.send((source) => source.invalidate(id, tag)));
    }
    return { order, position, again };
  }

  /** What `fetch` is told. */
  answer() {
    return { status: this.up ? 200 : this.status };
  }

  /** Nothing before now can be replayed any more. */
  forget() {
    this.#log = [];
    this.#oldest = this.#offset;
    this.#forgotten = Date.now();
  }
}

let order = 0;

/** The order in which things happen, whatever the clock says. */
export function tick() {
  return ++order;
}
