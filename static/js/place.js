// Keeps the reader's place in each article over a full page load: choosing, reordering and
// swapping panes are plain links, and nobody should have to find the line again.

import { firstIndex, rangeOf } from "./anchoring.js";
import { scrollerOf } from "./scrolling.js";

const CURRENT = "place current";
const keyOf = (pane) => `place ${pane.article}`;

/** Stores the places when the page is left, and restores those that were stored. */
export function keepPlaces(room) {
  addEventListener("pagehide", () => {
    room.panes.forEach(store);
    sessionStorage.setItem(CURRENT, room.current.article);
  });
  const current = room.panes.find(({ article }) => article === sessionStorage.getItem(CURRENT));
  current?.element.scrollIntoView({ inline: "start", block: "nearest", behavior: "instant" });
  room.panes.forEach(restore);
}

/** Whether the page was only loaded again or its panes arranged anew: then nothing should move. */
export function isSameView() {
  const [{ type }] = performance.getEntriesByType("navigation");
  const cameFrom = document.referrer && new URL(document.referrer).pathname;
  return type !== "navigate" || (!location.hash && cameFrom === location.pathname);
}

function store(pane) {
  const top = topOf(pane);
  const point = firstVisiblePoint(pane, top);
  const distance = boxAt(pane, point).top - top;
  sessionStorage.setItem(keyOf(pane), JSON.stringify({ point, distance }));
}

function restore(pane) {
  const scroller = scrollerOf(pane);
  const place = JSON.parse(sessionStorage.getItem(keyOf(pane)) ?? "null");
  if (!place || !scroller) return;
  const top = boxAt(pane, place.point).top - topOf(pane) - place.distance;
  scroller.scrollBy({ top, behavior: "instant" });
}

function topOf(pane) {
  return (scrollerOf(pane) ?? pane.text).getBoundingClientRect().top;
}

/** The first code point of the pane's text whose line is not scrolled out above `top` (px). */
export function firstVisiblePoint(pane, top = topOf(pane)) {
  const { nodes } = pane.index;
  const shown = nodes.filter(({ node }) => node.parentElement.checkVisibility?.() ?? true);
  const entry = shown[firstIndex(shown, ({ start, end }) => boxOf(pane, start, end).bottom > top)];
  if (!entry) return shown.at(-1)?.start ?? 0;
  const points = Array.from({ length: entry.end - entry.start }, (_, i) => entry.start + i);
  return points[firstIndex(points, (point) => boxAt(pane, point).bottom > top)] ?? entry.start;
}

function boxAt(pane, point) {
  return boxOf(pane, point, point + 1);
}

function boxOf(pane, start, end) {
  return rangeOf(pane.index, { start, end })?.getBoundingClientRect() ?? new DOMRect();
}
