// SPDX-License-Identifier: Apache-2.0

// The Web Locks of a browser: one holder for each name, the others in line; whoever steals is first.

export class FakeLocks {
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
