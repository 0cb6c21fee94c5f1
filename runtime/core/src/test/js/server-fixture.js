// SPDX-License-Identifier: Apache-2.0

// The server of a browser's tabs: a log and its connections, as PROTOCOL.md describes them.
import { FakeSources } from "./fakes.js";

/** What the server allows a request for an age, in ms. */
const MARGIN = 1_000;

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
