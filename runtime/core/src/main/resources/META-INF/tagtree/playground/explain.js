// SPDX-License-Identifier: Apache-2.0

/** Why an invalidated tag concerns a wanted one, or why not, segment by segment. */

const SEGMENT = /([A-Za-z]\w*)(?:\(([^()]*)\))?(?:\.|$)/y;

/**
 * Takes a canonical text apart: `{ text, segments: [{ text, name, values }], group }`, where
 * `values` are encoded and undefined without parentheses. Undefined if it is no tag.
 */
export function parse(text) {
  if (text === "*") return { text, segments: [], group: true };
  const group = text.endsWith(".*");
  const names = group ? text.slice(0, -2) : text;
  const segments = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < names.length) {
    const found = SEGMENT.exec(names);
    if (!found) return undefined;
    const [whole, name, values] = found;
    segments.push({ text: whole.replace(/\.$/, ""), name, values: values?.split(",") });
  }
  if (!segments.length || names.endsWith(".")) return undefined;
  return { text, segments, group };
}

/** A tag without its values: `org.members` of `org(acme).members.*`. */
export const pathOf = (tag) => tag.replace(/\([^()]*\)/g, "").replace(/\.\*$/, "");

/** A value as a person wrote it; one that is not encoded well stays as it is. */
export function decode(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

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
  const rows = a.values && !b.values && at === said.segments.length - 1 && at > 0
    && !a.values.includes("*");
  return `They part${place}: ${a.name} is not ${b.name}.`
    + (rows ? ` A query that shows such rows has to want ${said.text.replace(/\([^()]*\)$/, any(a))} too.` : "");
}

const any = ({ values }) => `(${values.map(() => "*").join()})`;

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
