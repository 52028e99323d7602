// The list beside a text: lines of marks in reading order and, where marks have no line yet, a
// button that stands for them.

import { inReadingOrder } from "./marks.js";
import { firstIndex } from "./anchoring.js";

const stretches = new WeakMap(); // of a button's item: the marks that it stands for

/** The marks that an item of the list (.unlisted) stands for. */
export function unlistedAt(item) {
  return stretches.get(item) ?? [];
}

/** Puts a mark among the others of its pane, and its line, if it has one, into the list. */
export function putIn(pane, mark) {
  const place = firstIndex(pane.marks, (each) => inReadingOrder(each, mark) > 0);
  pane.marks.splice(place, 0, mark);
  if (mark.element) pane.list.insertBefore(mark.element, nextLine(pane, place + 1));
}

/** Puts a newer state of a mark, at the same place in the text, in the place of an older one. */
export function putInPlaceOf(pane, before, mark) {
  const place = pane.marks.indexOf(before);
  pane.marks[place] = mark;
  if (before.element && mark.element) before.element.replaceWith(mark.element);
  else if (mark.element) pane.list.insertBefore(mark.element, nextLine(pane, place + 1));
}

export function takeOut(pane, mark) {
  mark.element?.remove();
  pane.marks.splice(pane.marks.indexOf(mark), 1);
}

function nextLine({ marks }, place) {
  return marks.slice(place).find(({ element }) => element)?.element ?? null;
}

/** Shows where marks have no line, and how many marks there are. */
export function showStretches(pane) {
  const items = Array.from(pane.list.querySelectorAll(".unlisted"));
  const found = stretchesOf(pane.marks);
  for (const item of items.slice(found.length)) item.remove();
  found.forEach((stretch, i) => showStretch(pane, items[i] ?? makeItem(), stretch));
  showCount(pane);
}

function stretchesOf(marks) {
  const found = [];
  marks.forEach(({ element }, i) => {
    if (element) return;
    if (found.at(-1)?.end === i) found.at(-1).end = i + 1;
    else found.push({ start: i, end: i + 1 });
  });
  return found;
}

// Left where it is if that is the right place: what is moved loses the focus.
function showStretch({ list, marks }, item, { start, end }) {
  const next = marks[end]?.element ?? null;
  const isThere = item.parentElement === list && item.nextElementSibling === next;
  if (!isThere) list.insertBefore(item, next);
  item.firstElementChild.textContent = `Marks ${start + 1}–${end}`;
  stretches.set(item, marks.slice(start, end));
}

function makeItem() {
  const item = document.createElement("li");
  const button = document.createElement("button");
  item.className = "unlisted";
  button.type = "button";
  item.append(button);
  return item;
}

function showCount({ list, marks }) {
  const section = list.parentElement;
  const count = `${marks.length} mark${marks.length === 1 ? "" : "s"}`;
  section.querySelector("[data-count]").textContent = count;
  section.querySelector("[data-empty]").hidden = marks.length > 0;
}

/** From here on the list is kept by the functions above: its links to more become buttons. */
export function takeOver(pane) {
  for (const item of pane.list.querySelectorAll(".unlisted")) item.remove();
  showStretches(pane);
}
