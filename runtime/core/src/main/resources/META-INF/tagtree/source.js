// SPDX-License-Identifier: Apache-2.0

/**
 * One connection to the server, and another one after it: when it is opened, when it is given up,
 * how long to wait. What its events mean is the stream's affair.
 *
 *   asking --200--> silent --hello--> speaking
 *   any of these -- error, bye, silence --> waiting --> asking, if in doubt, or silent
 *   any of these -- 204, 4xx --> stopped
 */
import { LONGEST_WAIT, report, within } from "./state.js";

/** Delays between attempts, in ms: a random one from the shortest to a ceiling that doubles. */
const SHORTEST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/** Until the hello says otherwise, in ms; a stream silent for 2.5 of these is taken for dead. */
const HEARTBEAT = 15_000;
const BEATS_MISSED = 2.5;

/** A stream that has said nothing for so long, in ms, is held up by something between. */
const HELLO_LIMIT = 5_000;

/** 204 says "stop" to an EventSource; of the 4xx, 408 and 429 are about this moment only. */
const REFUSAL = /^(204|4(?!08|29)..)$/;

/**
 * `events` are functions of (data, id, ms since it was asked for) by name. `asks`: whether fetch
 * reaches what `open` does, which nobody knows of a source that the application brings along.
 */
export function createSource(page, open, asks, address, events, become) {
  let source; // the only EventSource whose events count
  let asking; // aborts the question whether it is worth opening one
  let polling; // aborts what stands in for a source that says nothing
  let timer; // with a source its watchdog, without one the next attempt
  let action; // what the timer does, and when: timers of hidden pages come very late
  let due;
  let failures = 0; // attempts since the last hello
  let doubtful = false; // whether the last attempt ended without a hello
  let proof = 0; // when the source last proved itself alive
  let heartbeat = HEARTBEAT;

  function later(ms, what) {
    page.clearTimeout(timer);
    action = what;
    due = Date.now() + ms;
    timer = page.setTimeout(what, ms);
  }

  /** Does now what should have been done already. */
  function ring() {
    if (action && Date.now() >= due) action();
  }

  function start() {
    halt();
    proof = Date.now();
    if (doubtful && asks) ask();
    else listen();
  }

  /** An EventSource hides why it ended, and a server that refuses wants no further one. */
  function ask() {
    const { signal } = asking = new AbortController();
    watchdog();
    say("connecting");
    page.fetch(address(), { signal, cache: "no-store", headers: { Accept: "text/event-stream" } })
      .then(({ status }) => {
        if (signal.aborted) return;
        if (status === 200) listen(); // and takes the question back
        else end(status);
      }, () => signal.aborted || retry());
  }

  function listen() {
    halt();
    const asked = proof = Date.now();
    doubtful = true;
    try {
      const opened = source = open(address());
      const on = (name, handle) => opened.addEventListener(name, (event) => {
        if (source !== opened) return; // what a closed source still had in its queue
        proof = Date.now();
        handle(event);
      });
      for (const name in events) {
        on(name, ({ data, lastEventId }) => {
          const said = read(data);
          if (name === "hello") greeted(said);
          events[name](said, lastEventId, proof - asked);
        });
      }
      on("bye", ({ data }) => retry(read(data).after));
      on("error", ({ status }) => end(status));
    } catch (error) {
      report(error);
      return retry();
    }
    watchdog();
    say("connecting");
  }

  function greeted(hello) {
    failures = 0; // here and not at "open": a proxy can open a stream that says nothing
    doubtful = false;
    stopPolling();
    if (hello.heartbeat > 0) heartbeat = within(1_000, hello.heartbeat, LONGEST_WAIT);
  }

  /**
   * Timers of a hidden tab come late, so timestamps decide. They are wall-clock time, which counts
   * a laptop's sleep; a clock that is set (either way) costs one harmless reconnect.
   */
  function watchdog() {
    later(doubtful ? HELLO_LIMIT : heartbeat / 2, () => {
      const silence = Math.abs(Date.now() - proof);
      if (silence >= heartbeat * BEATS_MISSED) return retry();
      if (doubtful && asks && source) poll();
      watchdog();
    });
  }

  /** Something holds the stream back, so we ask for what it would say, until it does say hello. */
  function poll() {
    if (polling) return;
    const { signal } = polling = new AbortController();
    import("./poll.js").then((module) => module.poll(page, address, events, become, signal))
      .catch(() => { if (!signal.aborted) polling = undefined; }); // with the next attempt
  }

  function stopPolling() {
    polling?.abort();
    polling = undefined;
  }

  /** Whoever polls knows better how it goes than a stream that is held back. */
  function say(status) {
    if (!polling) become(status);
  }

  function halt() {
    page.clearTimeout(timer);
    source?.close();
    asking?.abort();
    action = source = asking = undefined;
  }

  function stop() {
    stopPolling();
    halt();
  }

  /** A status that will not change by itself ends it all; after anything else we come back. */
  function end(status) {
    if (!REFUSAL.test(status)) return retry();
    stop();
    become("refused");
  }

  /**
   * The browser's own reconnect forgets to try after a 5xx and never waits longer, so every error
   * ends the source. `after` is a server's farewell hint.
   */
  function retry(after) {
    halt();
    const ceiling = Math.min(LONGEST_DELAY, SHORTEST_DELAY * 2 ** ++failures);
    later(typeof after === "number"
      ? within(SHORTEST_DELAY, after, LONGEST_WAIT) * (1 + Math.random()) / 2
      : SHORTEST_DELAY + Math.random() * (ceiling - SHORTEST_DELAY), start);
    say("waiting");
  }

  return { start, stop, ring };
}

function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
