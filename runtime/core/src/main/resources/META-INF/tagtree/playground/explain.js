// SPDX-License-Identifier: Apache-2.0

/** Why an invalidated tag concerns a wanted one, or why not, segment by segment. */

import { anyOf, parse } from "./tag.js";

/** What one segment says against another: `same`, `any`, `name` or `value`; the last two part. */
function compare(a, b) {
  if (a.name !== b.name) return "name";
  if (a.text === b.text) return "same";
  const most = Math.max(a.values?.length ?? 0, b.values?.length ?? 0);
  for (let i = 0; i < most; i++) {
    const [ours, theirs] = [a.values?.[i] ?? "*", b.values?.[i] ?? "*"];
    if (ours !== theirs && ours !== "*" && theirs !== "*") return "value";
  }
  return "any";
}

/**
 * Explains one pair: `{ event, query, hit, same, cells, sentence }`, all texts. A cell is
 * `{ event, query, verdict }`: beside what `compare` says, `below` (one of the tags has ended, and
 * so reaches everything below) and `moot` (after the place where they part).
 */
export function explain(event, query) {
  const [said, wanted] = [parse(event), parse(query)];
  if (!said || !wanted) {
    return { event, query, hit: false, same: 0, cells: [], sentence: `“${said ? query : event}” is not a tag.` };
  }
  const most = Math.max(said.segments.length, wanted.segments.length);
  const cells = [];
  let parted;
  for (let i = 0; i < most; i++) {
    const [a, b] = [said.segments[i], wanted.segments[i]];
    const verdict = parted ? "moot" : a && b ? compare(a, b) : "below";
    if (verdict === "name" || verdict === "value") parted = { at: i, verdict, a, b };
    cells.push({ event: a?.text, query: b?.text, verdict });
  }
  const same = parted ? parted.at : most;
  const sentence = parted ? whyNot(parted, said, wanted) : whySo(said, wanted, cells);
  return { event, query, hit: !parted, same, cells, sentence };
}

function whySo(said, wanted, cells) {
  if (said.text === wanted.text) return `Both name ${said.text}.`;
  const reasons = cells.flatMap(({ event, query, verdict }, i) => {
    if (verdict !== "any") return [];
    const any = said.segments[i].values?.includes("*") || !said.segments[i].values ? event : query;
    return [`${any} stands for every value`];
  });
  const [shorter, longer] = said.segments.length <= wanted.segments.length
    ? [said, wanted] : [wanted, said];
  if (shorter.segments.length < longer.segments.length || shorter.group !== longer.group) {
    const reach = shorter.segments.length === longer.segments.length && !shorter.group
      ? longer : shorter;
    reasons.push(`${reach.text} reaches everything${reach.segments.length ? " below it" : ""}`);
  }
  return `Because ${reasons.join(", and ")}.`;
}

function whyNot({ at, verdict, a, b }, said, wanted) {
  const place = said.segments.length > 1 || wanted.segments.length > 1 ? ` at segment ${at + 1}` : "";
  if (verdict === "value") return `They part${place}: ${a.text} is not ${b.text}.`;
  const sentence = `They part${place}: ${a.name} is not ${b.name}.`;
  const isRow = a.values && !b.values && at === said.segments.length - 1 && at > 0
    && !a.values.includes("*");
  if (!isRow) return sentence;
  const rows = [...said.segments.slice(0, at).map(({ text }) => text), anyOf(a)].join(".");
  return `${sentence} A query that shows such rows has to want ${rows} too.`;
}

/**
 * Why a message concerns a query, or why not: the first of its tags that is hit, else the one that
 * comes closest. Undefined if the query has no tags. A group says `from` and its leaves `tags`,
 * which match the same; the leaf counts only where an old server's group says less.
 */
export function why(from, tags, wanted) {
  let best;
  for (const said of [from, ...tags]) {
    for (const query of wanted) {
      const pair = explain(said, query);
      if (pair.hit) return pair;
      if (!best || pair.same > best.same) best = pair;
    }
  }
  return best;
}
