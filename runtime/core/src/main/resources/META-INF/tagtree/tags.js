// SPDX-License-Identifier: Apache-2.0

/** What tags are, and when two of them overlap: the only grammar, and the only matching rule. */

/** Parsed tags that are kept, since every event meets the same ones; beyond it we start afresh. */
const PARSED_TAGS = 5_000;

/** What a tag looks like; a group that was misspelt is "undefined" or "[object Object]" instead. */
export const TAG = /^(\*|[a-z]\w*(\([\w.~%,*-]*\))?(\.[a-z]\w*(\([\w.~%,*-]*\))?)*(\.\*)?)$/i;

const parsed = new Map();

/** The segments of a tag, each [name, …values]; the root has none, a group those above it. */
export function parse(text) {
  let segments = parsed.get(text);
  if (!segments) {
    if (parsed.size >= PARSED_TAGS) parsed.clear();
    const path = text.replace(/\.\*$/, "");
    // A value may contain dots, but never a parenthesis or a comma: those are percent-encoded.
    segments = path === "*" ? [] : path.split(/\.(?![^(]*\))/).map((segment) =>
      segment.endsWith(")") ? segment.slice(0, -1).split(/[(,]/) : [segment]);
    parsed.set(text, segments);
  }
  return segments;
}

/** Whether two tags may name a common thing: nothing that both of them say differs. */
export function overlaps(a, b) {
  const other = parse(String(b));
  return parse(String(a)).every((segment, i) => !other[i] || segment.every((part, j) => {
    const facing = other[i][j];
    // The first part is the name; of values, a missing one and a bare star stand for every one.
    return part === facing || (j > 0 && (facing === undefined || part === "*" || facing === "*"));
  }));
}

/** Whether a message of the stream makes stale what carries these tags; no tags, never. */
export function concerns(message, tags) {
  if (message.type === "resync") return tags.length > 0;
  return message.type === "invalidate"
    && [...message.tags, message.from].some((tag) => tags.some((wanted) => overlaps(tag, wanted)));
}

/** Canonical texts, asked for once. What is no tag is refused: it would never match, silently. */
export function texts(tags) {
  return [].concat(tags).map((tag) => {
    const text = String(tag);
    if (tag == null || !TAG.test(text)) throw new TypeError(`not a tag: ${text}`);
    return text;
  });
}
