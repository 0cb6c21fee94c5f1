// SPDX-License-Identifier: Apache-2.0

/**
 * What stands in for a stream that is held back, as by a proxy that collects what it passes on:
 * one request after another, each answered like a short stream, with the same verdict. Where the
 * server has no such answers, the stream waits and is tried again.
 */

/** Between two requests, in ms: what the server says, within these bounds; the first if nothing. */
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 600_000;
const USUAL_PAUSE = 5_000;

/** After a failure, in ms: doubling up to the last, and random by half. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

/** The address of the stream leads to that of its stand-in, beside it. */
const EVENTS = /\/events(?=\?|$)/;

/** Asks until it is aborted; `events` hear what a stream would have said. */
export async function poll(page, address, events, become, signal) {
  let failures = 0;
  while (!signal.aborted) {
    let pause = USUAL_PAUSE;
    const asked = Date.now();
    try {
      const answer = await page.fetch(address().replace(EVENTS, "/poll"), { cache: "no-store", signal });
      if (!answer.ok) throw new Error("no answer to a poll");
      const said = await answer.json();
      if (signal.aborted) return;
      if (said.after > 0) pause = said.after;
      if (Array.isArray(said.events)) {
        failures = 0;
        events.hello(said, said.id, Date.now() - asked);
        for (const event of said.events) events[event.type]?.(event, event.id);
        events.heartbeat(said, said.id);
      } else if (said.after > 0) {
        become("waiting"); // a server that closes says nothing but when to ask again
      } else {
        throw new Error("no answer to a poll");
      }
    } catch {
      if (signal.aborted) return;
      become("waiting");
      pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** failures++) * (1 + Math.random()) / 2;
    }
    const wait = Math.max(SHORTEST_PAUSE, Math.min(pause, LONGEST_PAUSE));
    await new Promise((resolve) => page.setTimeout(resolve, wait));
  }
}
