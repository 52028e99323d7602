// Scrolling together: the panes follow the one that the reader is holding, by what belongs together
// in them or by proportion. Nothing here ever moves the pane that is held.

import { inOneOrder, placeAt, proportional, withEnds } from "./alignment.js";
import { announce } from "./announce.js";
import { anchorsOf } from "./counterparts.js";
import { isCalm, levelLine, placeOf, scrollerOf } from "./scrolling.js";

const KEY = "parallax scroll";
const MODES = ["anchored", "proportional", "off"];
const IDLE = 400; // ms without scrolling, after which it begins anew
const SHARE = 0.3; // of the way to its place that a pane goes in a frame
const NEAR = 4; // px

let held = null; // the pane that the reader scrolls
let ways = null; // Map: pane that follows -> points; null where scrolling begins anew
let scrolledAt = 0; // ms
// Where each pane stood when it was last told to have scrolled, px: a wheel moves it before it says so.
const stood = new Map();
let isGliding = false;
const goals = new Map(); // pane -> px of its scroller

export function scrollMode() {
  const kept = localStorage.getItem(KEY);
  return MODES.includes(kept) ? kept : MODES[0];
}

export function watchScrolling(room) {
  for (const pane of room.panes) {
    for (const kind of ["wheel", "pointerdown", "touchstart", "keydown"]) {
      pane.text.addEventListener(kind, () => hold(pane), { passive: true });
    }
    pane.text.addEventListener("scroll", () => scrolled(room, pane), { passive: true });
  }
  watchMode(room);
}

/** From now on the others follow this pane: the reader has a hand on it. */
export function hold(pane) {
  if (pane === held) return;
  held = pane;
  ways = null;
}

/** Until the reader takes hold of a pane again each stays where it is put. */
export function letGo() {
  held = null;
  goals.clear();
}

function watchMode({ main, panes }) {
  const choice = main.querySelector("[data-scroll-mode]");
  if (!choice || panes.length < 2) return;
  choice.hidden = false;
  const select = choice.querySelector("select");
  select.value = scrollMode();
  select.addEventListener("change", () => setMode(main, select.value));
}

function setMode(main, mode) {
  localStorage.setItem(KEY, mode);
  letGo();
  main.dispatchEvent(new Event("mode:changed"));
}

/** The next of the three ways, and says which. */
export function nextMode({ main }) {
  const select = main.querySelector("[data-scroll-mode] select");
  if (!select) return;
  select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
  setMode(main, select.value);
  announce(select.selectedOptions[0].text);
}

// --- following ---

function scrolled(room, pane) {
  if (pane === held) lead(room);
  stood.set(pane, scrollerOf(pane)?.scrollTop ?? 0);
}

function lead(room) {
  if (scrollMode() === "off") return;
  if (performance.now() - scrolledAt > IDLE) ways = null;
  scrolledAt = performance.now();
  ways ??= waysOf(room);
  const at = scrollerOf(held).scrollTop;
  for (const [pane, points] of ways) moveTo(pane, placeAt(points, at));
}

function waysOf(room) {
  const others = room.panes.filter((pane) => pane !== held && scrollerOf(pane));
  return new Map(others.map((pane) => [pane, wayOf(room, pane)]));
}

// Points are where both scrollers stand, px.
function wayOf(room, pane) {
  const begin = { lead: 0, follow: 0 };
  const end = { lead: reachOf(held), follow: reachOf(pane) };
  const anchors = scrollMode() === "anchored" ? inOneOrder(levelPoints(room, pane)) : [];
  if (anchors.length) return withEnds(anchors, begin, end);
  const now = { lead: stood.get(held) ?? 0, follow: goals.get(pane) ?? scrollerOf(pane).scrollTop };
  return proportional(now, begin, end);
}

function levelPoints(room, pane) {
  const line = levelLine(room);
  const points = anchorsOf(room, held, pane).map(({ lead, follow, weight }) => ({
    lead: placeOf(held, lead) - line,
    follow: placeOf(pane, follow) - line,
    weight,
  }));
  return points.filter(({ lead, follow }) => !Number.isNaN(lead + follow));
}

function reachOf(pane) {
  const { scrollHeight, clientHeight } = scrollerOf(pane);
  return scrollHeight - clientHeight;
}

function moveTo(pane, top) {
  if (!isGliding) requestAnimationFrame(glide);
  isGliding = true;
  goals.set(pane, Math.max(0, Math.min(top, reachOf(pane))));
}

function glide() {
  for (const [pane, goal] of goals) {
    const scroller = scrollerOf(pane);
    const gap = goal - scroller.scrollTop;
    const isThere = isCalm() || Math.abs(gap) < NEAR;
    scroller.scrollTo({ top: isThere ? goal : scroller.scrollTop + gap * SHARE, behavior: "instant" });
    if (isThere) goals.delete(pane);
  }
  isGliding = goals.size > 0;
  if (isGliding) requestAnimationFrame(glide);
}
