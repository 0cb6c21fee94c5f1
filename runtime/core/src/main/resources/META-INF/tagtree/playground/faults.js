// SPDX-License-Identifier: Apache-2.0

/** What is probably a mistake: tags that nobody declared, heard or wants. */

import { overlaps } from "../core.js";
import { problem, template } from "./schema.js";
import { pathOf, wide } from "./tag.js";

/**
 * The faults of what is known: `{ kind, key, title, text, tag, meant }`, each once.
 *
 * `unknown`: a query wants, or the server has invalidated, what no tree declares. `uncovered`: a
 * query without tags, which no invalidation ever refetches. `unlistened`: something was invalidated
 * and no query has ever wanted anything of its kind; `wanted` are all that were ever seen.
 * `subscriptions` are the server's counts by path: filters of streams, of other browsers too.
 * `unwanted` and `unknown` are its counts since it began: of paths that were invalidated and that
 * no filter has ever named, and of those that filters have named and no tree declares.
 */
export function faults({ schema, queries, said, wanted, subscriptions = {}, unwanted = {}, unknown = {} }) {
  const found = new Map();
  const add = (some) => {
    for (const fault of some) {
      if (!found.has(fault.key)) found.set(fault.key, fault);
    }
  };
  add(ofQueries(schema, queries));
  add(ofFilters(schema, subscriptions, unknown));
  const meant = [...found.values()].flatMap((fault) => fault.meant ?? []);
  add(ofCounts(schema, unwanted, said, meant));
  add(ofEvents(schema, said, queries.length > 0, [...wanted, ...meant]));
  return [...found.values()];
}

/** What no tree declares, and how it was met. */
const undeclared = ({ text, meant }, title, how, tag) =>
  ({ kind: "unknown", key: `unknown ${title}`, title, tag, text: `${text} ${how}`, meant });

/** What nobody has ever wanted. */
const unlistened = (title, text, tag) => ({ kind: "unlistened", key: `unlistened ${title}`, title, tag, text });

function* ofQueries(schema, queries) {
  for (const { key, tags } of queries) {
    if (tags.length === 0) {
      const text = "This query has no tags: no invalidation ever refetches it.";
      yield { kind: "uncovered", key: `uncovered ${key}`, title: key, text };
    }
    for (const tag of tags) {
      const wrong = problem(schema, tag);
      if (wrong) yield undeclared(wrong, tag, `The query ${key} wants it.`, tag);
    }
  }
}

function* ofFilters(schema, subscriptions, unknown) {
  for (const [counts, sentence] of [
    [subscriptions, (count) => `${count === 1 ? "A filter asks" : `${count} filters ask`} for it.`],
    [unknown, (count) => `A filter has asked for it${times(count)}.`],
  ]) {
    for (const [path, count] of Object.entries(counts)) {
      if (path === "" || !schema.complete || schema.paths.has(path)) continue;
      yield undeclared(problem(schema, path), path, sentence(count));
    }
  }
}

function* ofCounts(schema, unwanted, said, meant) {
  for (const [path, count] of Object.entries(unwanted)) {
    const member = schema.paths.get(path);
    const kind = member ? template(member) : path;
    const wrong = !member && problem(schema, path);
    const how = `It was invalidated${times(count)}`;
    if (wrong && said.some((tag) => pathOf(tag) === path)) {
      continue; // the events say it with its values
    } else if (wrong) {
      yield undeclared(wrong, path, `${how}.`);
    } else if (!meant.some((other) => overlaps(kind, other))) {
      yield unlistened(kind, `${how}, and no filter on this server has wanted anything of it.`, member && kind);
    }
  }
}

function* ofEvents(schema, said, isWatched, wanted) {
  for (const tag of said) {
    const wrong = problem(schema, tag);
    const kind = wide(tag);
    if (wrong) {
      yield undeclared(wrong, tag, "The server has invalidated it.", tag);
    } else if (isWatched && !wanted.some((other) => overlaps(kind, other))) {
      // What a misspelt tag meant is not reported twice.
      yield unlistened(kind, "It was invalidated, and no query of the open tabs has wanted anything of it.", kind);
    }
  }
}

const times = (count) => (count === 1 ? "" : ` ${count} times`);
