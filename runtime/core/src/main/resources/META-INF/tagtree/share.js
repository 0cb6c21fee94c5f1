// SPDX-License-Identifier: Apache-2.0

/**
 * One connection for all tabs of a browser. The tab that holds a Web Lock leads: it has the
 * connection, and relays what it hears over a BroadcastChannel. When it closes, crashes or is
 * frozen, the lock goes to the next tab; from one that merely hangs, a visible tab takes it away.
 *
 *   apart --start--> following --the lock--> leading
 *   leading -- taken away --> following      each of them -- stop --> apart
 *
 * No tab relies on a relay. Each keeps its own cursor, a relay says from where to where it leads,
 * and a tab that it does not continue asks the leader, which replays or has it refetch everything.
 */
import { advance, become, isFlowing, isNewer } from "./state.js";

/** A visible tab asks for a sign of life so often, in ms, and takes the lock without one. */
const BEAT = 250;
const PATIENCE = 700;

/** The patience doubles with each time that it was lost, so that two busy tabs do not fight. */
const LONGEST_PATIENCE = 10_000;

/** A leader's successor waits so long, in ms: a window that closes takes all its tabs along. */
const SUCCESSION = 100;

/** The same question is asked again after so long, in ms. */
const REPEAT = 250;

/** What is kept for other tabs: 256 messages and where they begin; who missed more refetches all. */
const KEPT = 257;

/** Tabs of another version have another name: they understand each other's words only. */
const NAME = "tagtree 1 ";

/** One tab's part in it. Its port, and what is returned, are those of share.d.ts. */
export function createShare(port, page, url, key, filter) {
  const { document } = page;
  const name = NAME + JSON.stringify([new URL(url, document.baseURI), key, [...filter].sort()]);
  const me = page.crypto.randomUUID();
  let kept = [{}]; // the latest messages, { at, id, message }: all that came after the first one
  let era = 0; // when continuity was last lost: positions before and after are not one order
  let joined = false; // whether all that was relayed since the first one has been heard
  let since; // what the latest question offered
  let asked = 0; // when that was
  let channel; // unless it is apart
  let claim; // its request for the lock
  let release; // gives the lock back; only who leads has it
  let term = 0; // the leader's, as far as is known: a later leader has a higher one
  let alive = 0; // when the leader last said something
  let looked = 0; // when we last looked whether it has
  let patience = PATIENCE;
  let timer;

  // What tabs say to each other

  function post(words) {
    channel?.postMessage(words);
  }

  /** Says how the leader is and what has moved its cursor; `to` one tab, or to all. */
  function relay(previous, messages = [], to) {
    const { status, clientId, cursor } = port;
    post({ term, status, clientId, era, previous, id: cursor, messages, to });
  }

  /** Asks the leader for all that this tab needs; only it knows whether it still can. */
  function ask() {
    asked = Date.now();
    ({ since } = port);
    post({ ask: me, cursor: port.cursor, since, era: joined ? era : undefined, term });
  }

  function answer(them) {
    if (them.term > term) term = them.term + 1; // the clock, from which it comes, was set back
    if (!them.cursor) port.oldest = Math.min(port.oldest, them.since);
    if (!isFlowing(port.status)) {
      if (port.status === "refused") port.source.start(); // somebody may have logged in
      return relay(port.cursor);
    }
    relay(port.cursor, missed(kept, them, era, port.cursor), them.ask);
  }

  function hear(said) {
    if (said.ask || said.ping) {
      if (!release) return;
      port.source.ring(); // a hidden tab's own timers may come a minute late
      if (said.ask) answer(said);
      else relay(port.cursor);
      return;
    }
    if (!(said.term >= term) || !Array.isArray(said.messages)) return again();
    if (release) return resign(); // somebody has taken the lock, and we have not been told yet
    term = said.term;
    alive = Date.now();
    if (!said.to || said.to === me) follow(said);
  }

  function follow({ status, clientId, era: theirs, previous, id, messages, to }) {
    const { cursor } = port;
    const continues = to
      || (joined && era === theirs && (cursor ? !isNewer(previous, cursor) : !previous));
    if (!continues && messages[0]?.type !== "resync") {
      if (isFlowing(status)) return again();
      asked = 0; // as soon as it flows
      return become(port, status);
    }
    joined = true;
    port.clientId = clientId;
    for (const message of messages) port.events[message.type]?.(message, message.id);
    advance(port, id);
    era = theirs;
    if (to) {
      asked = 0; // answered: another hole may be asked about at once
      kept[0].at ??= since;
    }
    become(port, status);
  }

  /** What does not continue what we have may be our loss or the leader's: it will say. */
  function again() {
    if (!release && Math.abs(Date.now() - asked) >= REPEAT) ask();
  }

  /** Remembers what was told, for other tabs, and relays it if this one leads. */
  function tell(previous, message) {
    const at = Date.now();
    if (message?.type === "resync") {
      kept = [{ at, id: port.cursor }];
      if (release) era = Math.max(era + 1, at);
    }
    kept[0].id ??= port.cursor;
    if (message && kept.push({ at, id: port.cursor, message }) > KEPT) kept.shift();
    if (release) relay(previous, message && [message]);
  }

  // Who leads

  /** Waits in line for the lock, or takes it away. */
  function queue(steal) {
    const mine = claim = new AbortController();
    const connect = () => { if (claim === mine) port.source.start(); };
    const hold = () => new Promise((done) => {
      if (claim !== mine) return done(); // given up meanwhile
      release = done;
      const heir = term > 0 && !steal;
      term = Math.max(term + 1, Date.now());
      become(port, "connecting");
      relay(port.cursor);
      // Timers of a hidden tab may come a minute late.
      if (heir && !document.hidden) page.setTimeout(connect, SUCCESSION);
      else connect();
    });
    page.navigator.locks.request(name, steal ? { steal } : { signal: mine.signal }, hold)
      .catch(({ name }) => {
        if (claim !== mine) return;
        if (name === "AbortError") return resign(); // another tab has taken it
        stop(); // there are no locks for this page after all
        port.source.start();
      });
  }

  function resign() {
    giveBack();
    port.source.stop();
    queue();
    ask();
    look();
  }

  function giveBack() {
    claim?.abort();
    release?.();
    claim = release = undefined;
  }

  /** While somebody looks at this tab it makes sure that there is a leader. */
  function look() {
    page.clearTimeout(timer);
    if (!channel || release || document.hidden) return;
    const now = Date.now();
    if (Math.abs(now - looked) > 2 * BEAT) alive = now; // we slept ourselves: what was said is in line
    looked = now;
    if (now - alive > patience) {
      alive = now;
      patience = Math.min(patience * 2, LONGEST_PATIENCE);
      giveBack();
      queue(true);
    } else if (now - alive >= BEAT) {
      post({ ping: true }); // one tab's question is answered to all
    }
    timer = page.setTimeout(look, BEAT);
  }

  // Who takes part

  function start() {
    if (channel) return;
    try {
      channel = new page.BroadcastChannel(name);
    } catch {
      return port.source.start(); // this page may have none: it has its own connection
    }
    channel.unref?.();
    channel.onmessage = ({ data }) => hear(Object(data));
    queue();
    ask();
    look();
  }

  function stop() {
    page.clearTimeout(timer);
    giveBack();
    channel?.close();
    channel = undefined;
  }

  /** A server has answered for all since then. */
  function cover(time) {
    kept[0].at ??= time;
    joined = true;
  }

  return { start, stop, look, tell, cover, leads: () => !channel || release };
}

/** What of the messages a tab has missed; a resync, if nobody knows that it is all. */
function missed(kept, { era: theirs, cursor, since }, era, position) {
  const [first] = kept;
  const proven = (theirs ?? era) === era
    && (cursor ? first.id && !isNewer(first.id, cursor) : since >= first.at);
  const messages = kept
    .filter(({ at, id }, i) => proven ? (cursor ? isNewer(id, cursor) : at > since) : i)
    .map(({ message }) => message);
  return proven || messages[0]?.type === "resync" ? messages
    : [{ type: "resync", reason: "gap", id: position, spread: 0 }];
}
