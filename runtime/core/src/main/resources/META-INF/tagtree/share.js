// SPDX-License-Identifier: Apache-2.0

/**
 * One connection for all tabs of a browser. The tab that holds a Web Lock leads: it has the
 * connection, and relays what it hears over a BroadcastChannel. When it closes, crashes or is
 * frozen, the lock goes to the next tab; from one that merely hangs, a visible tab takes it away.
 *
 * No tab relies on a relay. Each keeps its own cursor, a relay says from where to where it leads,
 * and a tab that it does not continue asks the leader, which replays or has it refetch everything.
 */
import { isFlowing } from "./source.js";
import { isNewer } from "./tags.js";

/** A visible tab asks for a sign of life so often, in ms, and takes the lock without one. */
const BEAT = 250;
const PATIENCE = 700;

/** The patience doubles with each time that it was lost, so that two busy tabs do not fight. */
const LONGEST_PATIENCE = 10_000;

/** A leader's successor waits so long, in ms: a window that closes takes all its tabs along. */
const SUCCESSION = 100;

/** The same question is asked again after so long, in ms. */
const REPEAT = 250;

/** Messages that are kept for other tabs; who missed more refetches everything. */
const KEPT = 256;

/** Tabs of another version have another name: they understand each other's words only. */
const NAME = "tagtree 1 ";

/** One tab's part in it; `stream` is what core.js lets it see and do. */
export function createShare(page, about, stream) {
  const { document, navigator, BroadcastChannel, crypto } = page;
  const [url, key, filter] = about;
  const name = NAME + JSON.stringify([new URL(url, document.baseURI), key, [...filter].sort()]);
  const me = crypto.randomUUID();
  const kept = []; // the latest messages: { at, id, message }
  let base; // `kept` is complete since this position,
  let covered; // and since this time
  let era = 0; // when continuity was last lost: positions before and after are not one order
  let channel; // while this tab takes part
  let claim; // its request for the lock
  let release; // gives the lock back; only its holder has it
  let joined = false; // whether all that was relayed since `covered` has been heard
  let term = 0; // the leader's, as far as is known: a later leader has a higher one
  let since; // what the latest question offered
  let asked = 0; // when that was
  let alive = 0; // when the leader last said something
  let looked = 0; // when we last looked whether it has
  let patience = PATIENCE;
  let timer;

  function post(words) {
    channel?.postMessage(words);
  }

  /** Says how the leader is and what has moved its cursor; `to` one tab, or to all. */
  function relay(previous, messages, to) {
    const { status, clientId, cursor } = stream;
    post({ term, status, clientId, era, previous, id: cursor, messages, to });
  }

  /** Asks the leader for all that this tab needs; only it knows whether it still can. */
  function ask() {
    asked = Date.now();
    ({ since } = stream);
    post({ ask: me, cursor: stream.cursor, since, era: joined ? era : undefined, term });
  }

  function answer(them) {
    if (them.term > term) term = them.term + 1; // the clock, from which it comes, was set back
    if (!them.cursor) stream.needs(them.since);
    if (!isFlowing(stream.status)) {
      if (stream.status === "refused") stream.source.start(); // somebody may have logged in
      return relay(stream.cursor, []);
    }
    const proven = (them.era ?? era) === era
      && (them.cursor ? base && !isNewer(base, them.cursor) : them.since >= covered);
    const missed = proven
      ? kept.filter(({ at, id }) => them.cursor ? isNewer(id, them.cursor) : at > them.since)
      : kept;
    const messages = missed.map(({ message }) => message);
    if (!proven && messages[0]?.type !== "resync") {
      messages.splice(0, KEPT, { type: "resync", reason: "gap", id: stream.cursor, spread: 0 });
    }
    return relay(stream.cursor, messages, them.ask);
  }

  function hear(said) {
    if (said.ask || said.ping) {
      if (!release) return;
      stream.source.ring(); // a hidden tab's own timers may come a minute late
      if (said.ask) answer(said);
      else relay(stream.cursor, []);
      return;
    }
    if (!(said.term >= term) || !Array.isArray(said.messages)) return again();
    if (release) return resign(); // somebody has taken the lock, and we have not been told yet
    term = said.term;
    alive = Date.now();
    if (!said.to || said.to === me) follow(said);
  }

  function follow({ status, clientId, era: theirs, previous, id, messages, to }) {
    const { cursor } = stream;
    const continues = to
      || (joined && era === theirs && (cursor ? !isNewer(previous, cursor) : !previous));
    if (!continues && messages[0]?.type !== "resync") {
      if (isFlowing(status)) return again();
      asked = 0; // as soon as it flows
      return stream.become(status);
    }
    joined = true;
    stream.clientId = clientId;
    for (const message of messages) stream.events[message.type]?.(message, message.id);
    stream.advance(id);
    era = theirs;
    if (to) {
      asked = 0; // answered: another hole may be asked about at once
      covered ??= since;
    }
    stream.become(status);
  }

  /** What does not continue what we have may be our loss or the leader's: it will say. */
  function again() {
    if (!release && Math.abs(Date.now() - asked) >= REPEAT) ask();
  }

  /** Remembers what was told, for other tabs, and relays it if this one leads. */
  function tell(previous, message) {
    const at = Date.now();
    if (message?.type === "resync") {
      kept.length = 0;
      base = stream.cursor;
      covered = at;
      if (release) era = Math.max(era + 1, at);
    }
    base ??= stream.cursor;
    if (message && kept.push({ at, id: stream.cursor, message }) > KEPT) {
      const gone = kept.shift();
      base = gone.id;
      covered = gone.at;
    }
    if (release) relay(previous, message ? [message] : []);
  }

  /** Waits in line for the lock, or takes it away. */
  function queue(steal) {
    const mine = claim = new AbortController();
    const start = () => { if (claim === mine) stream.source.start(); };
    const hold = () => new Promise((done) => {
      if (claim !== mine) return done(); // given up meanwhile
      release = done;
      const heir = term > 0 && !steal;
      term = Math.max(term + 1, Date.now());
      stream.become("connecting");
      relay(stream.cursor, []);
      // Timers of a hidden tab may come a minute late.
      if (heir && !document.hidden) page.setTimeout(start, SUCCESSION);
      else start();
    });
    navigator.locks.request(name, steal ? { steal } : { signal: mine.signal }, hold).catch(({ name }) => {
      if (claim !== mine) return;
      if (name === "AbortError") return resign(); // another tab has taken it
      leave(); // there are no locks for this page after all
      stream.source.start();
    });
  }

  function resign() {
    giveBack();
    stream.source.stop();
    queue();
    ask();
    look();
  }

  function giveBack() {
    const claimed = claim;
    claim = undefined;
    claimed?.abort();
    release?.();
    release = undefined;
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

  function join() {
    if (channel) return;
    try {
      channel = new BroadcastChannel(name);
    } catch {
      return stream.source.start(); // this page may have none: it has its own connection
    }
    channel.unref?.();
    channel.onmessage = ({ data }) => hear(Object(data));
    queue();
    ask();
    look();
  }

  function leave() {
    page.clearTimeout(timer);
    giveBack();
    channel?.close();
    channel = undefined;
  }

  return {
    join,
    leave,
    look,
    tell,
    /** A server has answered for all since then. */
    cover(time) {
      covered ??= time;
      joined = true;
    },
    /** Whether this tab's connection is its own affair. */
    leads: () => !channel || release !== undefined,
  };
}
