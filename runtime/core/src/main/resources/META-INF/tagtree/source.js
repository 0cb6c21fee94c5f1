// SPDX-License-Identifier: Apache-2.0

/**
 * One connection to the server, and another one after it: when it is opened, when it is given up,
 * how long to wait. What its events mean is the stream's affair.
 */

/** Delays between attempts, in ms: a random one from the shortest to a ceiling that doubles. */
const SHORTEST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/** The longest wait that a server may ask for, in ms; setTimeout itself ends at 24 days. */
const LONGEST_WAIT = 600_000;

/** Until the hello says otherwise, in ms; a stream silent for 2.5 of these is taken for dead. */
const HEARTBEAT = 15_000;
const BEATS_MISSED = 2.5;

/** A stream that has said nothing for so long, in ms, is held up by something between. */
const HELLO_LIMIT = 5_000;

/** The events that mean something to a stream; "bye" and "error" end a source. */
const EVENTS = ["hello", "invalidate", "heartbeat", "resync"];

/**
 * `hear(name, data, id, ms since it was asked for)` gets the events. `asks`: whether fetch reaches
 * what `open` does, which nobody knows of a source that the application brings along.
 */
export function createSource(page, open, asks, address, hear, become) {
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
    const question = asking = new AbortController();
    const { signal } = question;
    watchdog();
    say("connecting");
    page.fetch(address(), { signal, cache: "no-store", headers: { Accept: "text/event-stream" } })
      .then(({ status }) => {
        if (asking !== question) return;
        question.abort(); // only the status was asked for
        if (status === 200) listen();
        else end(status);
      }, () => asking === question && retry());
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
      for (const name of EVENTS) {
        on(name, ({ data, lastEventId }) => {
          const said = read(data);
          if (name === "hello") greeted(said);
          hear(name, said, lastEventId, proof - asked);
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
    const mine = polling = new AbortController();
    import("./poll.js").then((module) => module.poll(page, address, hear, become, mine.signal))
      .catch(() => { if (polling === mine) polling = undefined; }); // with the next attempt
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
    action = undefined;
    source?.close();
    source = undefined;
    asking?.abort();
    asking = undefined;
  }

  function stop() {
    stopPolling();
    halt();
  }

  /** A status that will not change by itself ends it all; after anything else we come back. */
  function end(status) {
    if (!isRefusal(status)) return retry();
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

/** 204 says "stop" to an EventSource; of the 4xx, 408 and 429 are about this moment only. */
function isRefusal(status) {
  return status === 204 || (status >= 400 && status < 500 && status !== 408 && status !== 429);
}

function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function within(low, value, high) {
  return Math.max(low, Math.min(value, high));
}

/** How long a server may ask for, in ms; what is no number is nothing. */
export function wait(ms) {
  return typeof ms === "number" ? within(0, ms, LONGEST_WAIT) : 0;
}

/** Whether a stream of this status hears of what happens. */
export function isFlowing(status) {
  return status === "live" || status === "degraded";
}

/** Tells the page of an error that is not ours. */
export function report(error) {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}
