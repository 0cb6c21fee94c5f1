// SPDX-License-Identifier: Apache-2.0

/** A tag as a person reads it: its segments, each with a name and values, and what is made of them. */

import { parse as segmentsOf, TAG } from "../tags.js";

/**
 * Takes a canonical text apart: `{ text, segments: [{ text, name, values }], group }`, where
 * `values` are encoded and undefined without parentheses. Undefined if it is no tag.
 */
export function parse(text) {
  if (!TAG.test(text)) return undefined;
  const segments = segmentsOf(text).map(([name, ...values]) =>
    (values.length ? { text: `${name}(${values.join()})`, name, values } : { text: name, name }));
  return { text, segments, group: text.endsWith("*") };
}

/** A tag without its values: `org.members` of `org(acme).members.*`; undefined if it is no tag. */
export const pathOf = (tag) => parse(tag)?.segments.map(({ name }) => name).join(".");

/** A segment with any for each of its values: `byId(*)`. */
export const anyOf = ({ name, values }) =>
  (values ? `${name}(${values.map(() => "*").join()})` : name);

/** A tag with any for every value: what somebody who looked at another row would want. */
export function wide(tag) {
  const { segments, group } = parse(tag);
  return [...segments.map(anyOf), ...(group ? ["*"] : [])].join(".");
}

/** A value as a person wrote it; one that is not encoded well stays as it is. */
export function decode(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
