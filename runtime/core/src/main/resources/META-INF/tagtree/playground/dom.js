// SPDX-License-Identifier: Apache-2.0

/** Elements from data, and the least change that makes the page show them: focus stays where it is. */

/** An element; attributes that are undefined, null or false are left out, `true` is empty. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

/** Gives an element on the page these children; those with a `data-key` are found again by it. */
export function show(parent, ...children) {
  const next = children.flat(Infinity).filter(Boolean);
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.dataset.key) keyed.set(child.dataset.key, child);
  }
  next.forEach((child, i) => {
    const at = parent.childNodes[i];
    const same = typeof child !== "string" && child.dataset?.key
      ? keyed.get(child.dataset.key)
      : at && !at.dataset?.key && alike(at, child) ? at : undefined;
    if (!same) return void parent.insertBefore(node(child), at ?? null);
    if (same !== at) parent.insertBefore(same, at);
    update(same, child);
  });
  while (parent.childNodes.length > next.length) parent.lastChild.remove();
}

const node = (child) => (typeof child === "string" ? document.createTextNode(child) : child);

const alike = (live, next) => (typeof next === "string" ? "#text" : next.nodeName) === live.nodeName;

function update(live, next) {
  if (typeof next === "string" || next.nodeType === Node.TEXT_NODE) {
    const text = typeof next === "string" ? next : next.data;
    if (live.data !== text) live.data = text;
    return;
  }
  for (const { name } of [...live.attributes]) {
    if (!next.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  show(live, [...next.childNodes]);
}
