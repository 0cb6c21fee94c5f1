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
  const add = (fault) => {
    if (!found.has(fault.key)) found.set(fault.key, fault);
  };
  for (const { key, tags } of queries) {
    if (tags.length === 0) {
      add({
        kind: "uncovered",
        key: `uncovered ${key}`,
        title: key,
        text: "This query has no tags: no invalidation ever refetches it.",
      });
    }
    for (const tag of tags) {
      const wrong = problem(schema, tag);
      if (wrong) {
        add({
          kind: "unknown",
          key: `unknown ${tag}`,
          title: tag,
          tag,
          text: `${wrong.text} The query ${key} wants it.`,
          meant: wrong.meant,
        });
      }
    }
  }
  for (const [counts, sentence] of [
    [subscriptions, (count) => `${count === 1 ? "A filter asks" : `${count} filters ask`} for it.`],
    [unknown, (count) => `A filter has asked for it${times(count)}.`],
  ]) {
    for (const [path, count] of Object.entries(counts)) {
      if (path === "" || !schema.complete || schema.paths.has(path)) continue;
      const { text, meant } = problem(schema, path);
      add({ kind: "unknown", key: `unknown ${path}`, title: path, text: `${text} ${sentence(count)}`, meant });
    }
  }
  const meant = [...found.values()].flatMap((fault) => fault.meant ?? []);
  for (const [path, count] of Object.entries(unwanted)) {
    const member = schema.paths.get(path);
    const kind = member ? template(member) : path;
    const wrong = !member && problem(schema, path);
    if (wrong && said.some((tag) => pathOf(tag) === path)) {
      continue; // the events below say it with its values
    } else if (wrong) {
      add({
        kind: "unknown",
        key: `unknown ${path}`,
        title: path,
        text: `${wrong.text} It was invalidated${times(count)}.`,
        meant: wrong.meant,
      });
    } else if (!meant.some((other) => overlaps(kind, other))) {
      add({
        kind: "unlistened",
        key: `unlistened ${kind}`,
        title: kind,
        tag: member && kind,
        text: `It was invalidated${times(count)}, and no filter on this server has wanted anything of it.`,
      });
    }
  }
  for (const tag of said) {
    const wrong = problem(schema, tag);
    if (wrong) {
      add({
        kind: "unknown",
        key: `unknown ${tag}`,
        title: tag,
        tag,
        text: `${wrong.text} The server has invalidated it.`,
        meant: wrong.meant,
      });
      continue;
    }
    const kind = wide(tag);
    if (queries.length && ![...wanted, ...meant].some((other) => overlaps(kind, other))) {
      // What a misspelt tag meant is not reported twice.
      add({
        kind: "unlistened",
        key: `unlistened ${kind}`,
        title: kind,
        tag: kind,
        text: "It was invalidated, and no query of the open tabs has wanted anything of it.",
      });
    }
  }
  return [...found.values()];
}

const times = (count) => (count === 1 ? "" : ` ${count} times`);
