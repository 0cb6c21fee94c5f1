// SPDX-License-Identifier: Apache-2.0
// The page: what it is, how its connection fares, the two collections, and what has just arrived.

import type { Status } from "/tags/core.js";
import { type Arrival, retryFailed, useArrivals, useHasFailures, useStatus } from "./live";
import { Notes } from "./notes";
import { Time } from "./parts";
import { Todos } from "./todos";

export function Page() {
  return (
    <>
      <header>
        <div>
          <h1>
            <img src="/tree.svg" alt="" width="32" height="32" />
            TagTree demo
          </h1>
          <p>Open this page in a second tab. What you change here, it shows.</p>
        </div>
        <Connection />
      </header>
      <Trouble />
      <main>
        <Todos />
        <Notes />
        <Arrived />
      </main>
      <footer>
        Why was something loaded? The{" "}
        <a href="/tags/playground/" target="_blank" rel="noopener">
          Tag Playground
        </a>{" "}
        shows it, for all open tabs.
      </footer>
    </>
  );
}

const WORDS: Record<Status, string> = {
  connecting: "connecting",
  live: "live",
  degraded: "live, but the server may be behind",
  waiting: "lost, trying again",
  refused: "refused by the server",
  closed: "closed",
};

function Connection() {
  const status = useStatus();
  return (
    <p className="connection" data-testid="connection" data-status={status} role="status">
      connection: {WORDS[status]}
    </p>
  );
}

function Trouble() {
  const status = useStatus();
  const failed = useHasFailures();
  if (!failed && status !== "waiting") {
    return null;
  }
  return (
    <div className="trouble" data-testid="trouble" role="alert">
      <p>
        <strong>The server does not answer.</strong> What you see may be old; it is brought up to
        date as soon as the server is back.
      </p>
      {failed && (
        <button type="button" data-testid="retry" onClick={retryFailed}>
          Try again now
        </button>
      )}
    </div>
  );
}

function Arrived() {
  const arrivals = useArrivals();
  return (
    <section aria-labelledby="arrived" className="arrived">
      <h2 id="arrived">Tags just arrived</h2>
      {arrivals.length === 0 && (
        <p className="empty">None yet. Add a todo, here or in another tab.</p>
      )}
      <ol role="log" aria-labelledby="arrived" data-testid="arrived">
        {arrivals.map((arrival) => (
          <Row key={arrival.key} arrival={arrival} />
        ))}
      </ol>
    </section>
  );
}

function Row({ arrival }: { arrival: Arrival }) {
  const isGroup = arrival.tags.length !== 1 || arrival.tags[0] !== arrival.from;
  return (
    <li>
      <div className="tags">
        {arrival.isResync ? (
          <span>Everything is loaded anew ({arrival.from})</span>
        ) : (
          arrival.tags.map((tag) => <code key={tag}>{tag}</code>)
        )}
        {isGroup && !arrival.isResync && (
          <span className="from">
            from <code>{arrival.from}</code>
          </span>
        )}
      </div>
      <p className="effect">
        <Time at={arrival.at} />{" "}
        {arrival.queries.length === 0
          ? "nothing on this page depends on it"
          : `refetched here: ${arrival.queries.join(", ")}`}
      </p>
    </li>
  );
}
