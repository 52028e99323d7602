// Takes the lines of marks that the server sends, after one's own change or somebody else's, into
// the lists beside the texts: each in its place, nothing else touched, the focus kept.

import { putIn, putInPlaceOf, showStretches, takeOut } from "./listing.js";
import { inReadingOrder, linesIn, readBlock } from "./marks.js";
import { repaintMarks } from "./painting.js";

const FRESH = 5_000; // ms

const newest = new Map(); // uid -> the newest version seen, of those that are gone as well
const merged = new Map(); // uid -> when it was last told of, not counting lines that were asked for

/**
 * Merges what stands in `container` (an element with data-arrivals, which is used up). A mark that
 * has no line in the list yet is given one if it is new here, or if it was `asked` for. Returns
 * the marks that came or changed, as {pane, mark, before, line}, and those that went.
 */
export function mergeArrivals(room, container, { asked = false } = {}) {
  container.remove();
  const lines = linesIn(container);
  const shown = each(container, "[data-paint]").flatMap((block) => {
    const pane = room.panes.find(({ revision }) => revision === block.dataset.paint);
    // Marks on a corrected text would be painted in the wrong places of the one on the page.
    const marks = pane ? readBlock(block, lines) : [];
    return marks.flatMap((mark) => bringIn(pane, mark, asked));
  });
  const gone = each(container, "[data-gone]").flatMap((line) => bringOut(room, line));
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
function isOld(uid, version) {
  const known = newest.get(uid) ?? 0;
  if (version) newest.set(uid, Math.max(known, version));
  return Boolean(version) && version < known;
}

function bringIn(pane, mark, asked) {
  const line = mark.element;
  if (!asked) merged.set(mark.uid, Date.now());
  if (!line || isOld(mark.uid, mark.version)) return [];
  const before = pane.marks.find(({ uid }) => uid === mark.uid);
  if (before && !before.element && !asked) mark.element = null;
  const refocus = focusWithin(before?.element);
  if (before?.element) line.className = before.element.className;
  if (before && inReadingOrder(before, mark) === 0) putInPlaceOf(pane, before, mark);
  else {
    if (before) takeOut(pane, before);
    putIn(pane, mark);
  }
  refocus(line);
  return [{ pane, mark, before, line }];
}

// Gives the focus to the same control of the line that comes instead, if it was in the old one.
function focusWithin(line) {
  if (!line?.contains(document.activeElement)) return () => {};
  const place = Array.from(line.querySelectorAll("a, button")).indexOf(document.activeElement);
  return (next) => {
    const control = next.querySelectorAll("a, button")[place];
    (control ?? next).focus({ preventScroll: true });
  };
}

function bringOut(room, { dataset: { annotation, version } }) {
  merged.set(annotation, Date.now());
  if (isOld(annotation, Number(version ?? 0))) return [];
  for (const pane of room.panes) {
    const mark = pane.marks.find(({ uid }) => uid === annotation);
    if (!mark) continue;
    leaveFocus(pane, mark);
    takeOut(pane, mark);
    return [{ pane, mark: null, before: mark }];
  }
  return [];
}

function leaveFocus(pane, { element }) {
  if (!element?.contains(document.activeElement)) return;
  const next = element.nextElementSibling ?? element.previousElementSibling ?? pane.text;
  next.focus({ preventScroll: true });
}

function finish(pane, changes) {
  showStretches(pane);
  const seen = changes.filter(({ mark, before }) => !mark || !before || !looksLike(mark, before));
  const marks = seen.flatMap(({ mark, before }) => [mark, before]).filter(Boolean);
  if (marks.length) repaintMarks(pane, marks);
}

function looksLike(mark, other) {
  const look = ({ start, end, kinds, colours }) => JSON.stringify([start, end, kinds, colours]);
  return look(mark) === look(other);
}
