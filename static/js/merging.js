// Takes the lines of marks that the server sends, after one's own change or somebody else's, into
// the lists beside the texts: each in its place, nothing else touched, the focus kept.

import { inReadingOrder, readMark } from "./marks.js";
import { firstIndex } from "./anchoring.js";
import { repaintMarks } from "./painting.js";

const FRESH = 5_000; // ms

const newest = new Map(); // uid -> the newest version seen, of those that are gone as well
const merged = new Map(); // uid -> when a line of it was last taken in

/**
 * Merges what stands in `container` (an element with data-arrivals, which is used up). Returns
 * the marks that came or changed and those that went, as {pane, mark}.
 */
export function mergeArrivals(room, container) {
  container.remove();
  const shown = each(container, ".mark").flatMap((line) => bringIn(room, line));
  const gone = each(container, "[data-gone]").flatMap((line) => takeOut(room, line));
  for (const pane of room.panes) {
    const here = [...shown, ...gone].filter((change) => change.pane === pane);
    if (here.length) finish(pane, here);
  }
  return { shown, gone };
}

/** Whether the newest of a mark came a moment ago. */
export function isFresh(uid) {
  return Date.now() - (merged.get(uid) ?? 0) < FRESH;
}

function each(container, selector) {
  return Array.from(container.querySelectorAll(selector));
}

// An answer that was on its way for long may tell of an older state than the page shows.
function isOld({ annotation, version }) {
  const known = newest.get(annotation) ?? 0;
  merged.set(annotation, Date.now());
  if (version) newest.set(annotation, Math.max(known, Number(version)));
  return Boolean(version) && Number(version) < known;
}

function bringIn(room, line) {
  const pane = room.panes.find(({ article }) => article === line.dataset.article);
  // Marks on a corrected text would be painted in the wrong places of the one on the page.
  if (pane?.revision !== line.dataset.revision || isOld(line.dataset)) return [];
  const mark = readMark(line);
  const before = pane.marks.find(({ uid }) => uid === mark.uid);
  if (before && inReadingOrder(before, mark) === 0) putInPlaceOf(pane, before, mark);
  else moveIn(pane, before, mark);
  return [{ pane, mark, before }];
}

function putInPlaceOf(pane, before, mark) {
  const focused = focusWithin(before.element);
  mark.element.className = before.element.className;
  before.element.replaceWith(mark.element);
  pane.marks[pane.marks.indexOf(before)] = mark;
  focused(mark.element);
}

function moveIn(pane, before, mark) {
  const focused = before ? focusWithin(before.element) : () => {};
  if (before) remove(pane, before);
  const place = firstIndex(pane.marks, (each) => inReadingOrder(each, mark) > 0);
  pane.list.insertBefore(mark.element, pane.marks[place]?.element ?? null);
  pane.marks.splice(place, 0, mark);
  focused(mark.element);
}

function remove(pane, mark) {
  mark.element.remove();
  pane.marks.splice(pane.marks.indexOf(mark), 1);
}

// Gives the focus to the same control of the line that comes instead, if it was in the old one.
function focusWithin(line) {
  if (!line.contains(document.activeElement)) return () => {};
  const place = Array.from(line.querySelectorAll("a, button")).indexOf(document.activeElement);
  return (next) => {
    const control = next.querySelectorAll("a, button")[place];
    (control ?? next).focus({ preventScroll: true });
  };
}

function takeOut(room, line) {
  const { annotation } = line.dataset;
  if (isOld(line.dataset)) return [];
  for (const pane of room.panes) {
    const mark = pane.marks.find(({ uid }) => uid === annotation);
    if (!mark) continue;
    leaveFocus(pane, mark);
    remove(pane, mark);
    return [{ pane, mark: null, before: mark }];
  }
  return [];
}

function leaveFocus(pane, { element }) {
  if (!element.contains(document.activeElement)) return;
  const next = element.nextElementSibling ?? element.previousElementSibling ?? pane.text;
  next.focus({ preventScroll: true });
}

function finish(pane, changes) {
  showCount(pane);
  repaintMarks(
    pane,
    changes.flatMap(({ mark, before }) => [mark, before].filter(Boolean)),
  );
}

function showCount({ list, marks }) {
  const section = list.parentElement;
  const count = `${marks.length} mark${marks.length === 1 ? "" : "s"}`;
  section.querySelector("[data-count]").textContent = count;
  section.querySelector("[data-empty]").hidden = marks.length > 0;
}
