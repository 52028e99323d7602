// Where passages stand on the screen, and how panes are moved so that they stand level.

import { rangeOf } from "./anchoring.js";

const MARGIN = 24; // px kept free above and below a passage that is brought into view

/** The element a pane scrolls in; null where the window does (a phone, a narrow window). */
export function scrollerOf(pane) {
  for (let at = pane.text; at && at !== pane.element.parentElement; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

/** Whether the reader wants nothing to glide. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function motion() {
  return isCalm() ? "instant" : "smooth";
}

/** The box (px of the window) of the first line of a span, or null where it is not on show. */
function firstLine(pane, span) {
  return rangeOf(pane.index, span)?.getClientRects()[0] ?? null;
}

function viewOf(pane) {
  const box = scrollerOf(pane)?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  return { top: Math.max(0, box.top) + MARGIN, bottom: Math.min(innerHeight, box.bottom) - MARGIN };
}

/** How far (px) the pane has to scroll so that the whole span can be read, or its beginning. */
function wayIntoView(pane, span) {
  const box = rangeOf(pane.index, span).getBoundingClientRect();
  const view = viewOf(pane);
  const lowest = Math.max(view.top, view.bottom - box.height);
  return box.top - Math.max(view.top, Math.min(box.top, lowest));
}

export function isOnShow(pane, span) {
  return Boolean(firstLine(pane, span)) && wayIntoView(pane, span) === 0;
}

/** How far down the text (px of its scroller) a span begins; NaN where it is not on show. */
export function placeOf(pane, span) {
  const scroller = scrollerOf(pane);
  const top = firstLine(pane, span)?.top ?? NaN;
  return top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}

/** Where passages stand level: px below the upper edge of the panes. */
export function levelLine(room) {
  const { top, bottom } = viewOf(room.current);
  return (room.level ?? usualLevel(top, bottom)) - scrollerOf(room.current).getBoundingClientRect().top;
}

/** Whether a span stands in the lower half of its pane, or will when it has come level. */
export function standsLow(room, pane, span) {
  const { top, bottom } = viewOf(pane);
  return (room.level ?? firstLine(pane, span)?.top ?? top) > (top + bottom) / 2;
}

function usualLevel(top, bottom) {
  return top + (bottom - top) / 4;
}

/** Scrolls the pane just so far that the span can be read. */
export function bringIntoView(pane, span) {
  if (!firstLine(pane, span)) return;
  const top = wayIntoView(pane, span);
  (scrollerOf(pane) ?? window).scrollBy({ top, behavior: motion() });
}

/**
 * Scrolls the panes of `passages` ([{pane, span}], the leading one first) so that their first
 * lines stand level: where the leading one stands now if it is on show or must stay where it is
 * (`isStill`, under a pointer), else in the upper part. `room.level` remembers that height.
 */
export function bringLevel(room, passages, isStill) {
  const places = passages.filter(({ pane, span }) => scrollerOf(pane) && firstLine(pane, span));
  if (places.length === 0) return;
  const views = places.map(({ pane }) => viewOf(pane));
  const top = Math.max(...views.map((view) => view.top));
  const bottom = Math.min(...views.map((view) => view.bottom));
  const [{ pane, span }] = places;
  const stays = isStill || isOnShow(pane, span);
  room.level = stays ? firstLine(pane, span).top : usualLevel(top, bottom);
  for (const place of places.slice(stays ? 1 : 0)) bringTo(place.pane, place.span, room.level);
}

// A passage near the beginning of its article, or in a short one, can only come level when there
// is room to scroll: the pane gets blank space before and after its text while it needs it.
function bringTo(pane, span, height) {
  const scroller = scrollerOf(pane);
  const wished = height - scroller.getBoundingClientRect().top;
  const inText = firstLine(pane, span).top - height + wished + scroller.scrollTop - roomOf(pane);
  const room = Math.max(0, wished - inText);
  makeRoom(pane, room, scroller.clientHeight);
  scroller.scrollTo({ top: inText + room - wished, behavior: motion() });
}

/** Takes the blank space away again. */
export function releaseRoom(pane) {
  if (scrollerOf(pane)) makeRoom(pane, 0, 0);
}

function roomOf(pane) {
  return parseFloat(pane.text.firstElementChild.style.marginBlockStart) || 0;
}

// The text stays where it is on the screen as far as there is room.
function makeRoom(pane, before, after) {
  const scroller = scrollerOf(pane);
  const top = scroller.scrollTop + before - roomOf(pane);
  scroller.style.overflowAnchor = "none"; // else the browser would make up for the change as well
  pane.text.firstElementChild.style.marginBlockStart = before ? `${before}px` : "";
  pane.text.lastElementChild.style.marginBlockEnd = after ? `${after}px` : "";
  scroller.scrollTo({ top, behavior: "instant" });
}
