// SPDX-License-Identifier: Apache-2.0

/** The field for a tag, with completions: a combobox that the keyboard can do everything with. */

import { show } from "./dom.js";
import { options } from "./view.js";

/** A click on a completion comes after the field has lost the focus; so long it stays, in ms. */
const LINGER = 150;

/**
 * Makes a field of an input and a list: `suggest(text)` gives completions, `typed(text)` hears every
 * change, `left()` an Escape that has nothing to close. Returns `{ offer, choose }`.
 */
export function createField(input, list, { suggest, typed, left }) {
  let offered = [];
  let active = -1;

  function offer(found) {
    offered = found;
    active = -1;
    draw();
  }

  function draw() {
    show(list, options(offered, active));
    list.hidden = offered.length === 0;
    input.setAttribute("aria-expanded", String(offered.length > 0));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `option-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  /** Takes a tag; its first any is selected, so that a value can be typed over it. */
  function choose(tag) {
    offer([]);
    input.value = tag;
    typed(tag);
    input.focus();
    const any = tag.includes("(") ? tag.indexOf("*", tag.indexOf("(")) : -1;
    if (any > 0) input.setSelectionRange(any, any + 1);
  }

  function move(step) {
    if (!offered.length) offer(suggest(input.value));
    if (!offered.length) return;
    active = active < 0 && step < 0 ? offered.length - 1 : (active + step + offered.length) % offered.length;
    draw();
  }

  input.addEventListener("input", () => {
    const text = input.value.trim();
    typed(text);
    offer(text ? suggest(text) : []);
  });

  input.addEventListener("keydown", (press) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    if (step) move(step);
    else if (press.key === "Enter" && active >= 0) choose(offered[active]);
    else if (press.key === "Escape") offered.length ? offer([]) : left();
    else return;
    press.preventDefault();
  });

  input.addEventListener("blur", () => setTimeout(() => {
    if (input.ownerDocument.activeElement !== input) offer([]);
  }, LINGER));

  return { offer, choose };
}
