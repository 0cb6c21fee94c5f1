// SPDX-License-Identifier: Apache-2.0

// A browser with several tabs, in one process: each tab has its own task queue, which a hang or a
// freeze stops and a crash throws away.
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import "../../main/resources/META-INF/tagtree/share.js"; // so that no test waits for it
import { FakeLocks } from "./locks-fixture.js";
import { tick } from "./server-fixture.js";

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
