// Lines of marks that the list has not had yet: fetched when they come into view, when somebody
// asks for them, and when a mark is chosen.

import { announce } from "./announce.js";
import { bringIn, fetchArrivals } from "./arriving.js";
import { takeOver, unlistedAt } from "./listing.js";
import { findMark } from "./room.js";

const AT_ONCE = 100; // lines in one request
const AHEAD = "50%"; // of the list's height: so near are lines fetched

const coming = new Map(); // uid -> the answer that is to bring its line

/** Lets the lists grow where they are looked at. */
export function watchLists(room) {
  room.panes.forEach(takeOver);
  const seen = (entries) => entries.filter(({ isIntersecting }) => isIntersecting);
  const observer = new IntersectionObserver(
    (entries) => seen(entries).forEach(({ target }) => fill(room, target)),
    { rootMargin: AHEAD, scrollMargin: AHEAD },
  );
  const watch = () => {
    for (const item of room.main.querySelectorAll(".unlisted")) observer.observe(item);
  };
  room.main.addEventListener("marks:changed", watch);
  room.main.addEventListener("click", ({ target }) => {
    const item = target.closest(".unlisted");
    if (item) fill(room, item);
  });
  watch();
}

// From both ends, because one may have come from above or from below.
async function fill(room, item) {
  const marks = unlistedAt(item);
  if (marks.length === 0) return;
  const wanted = [...marks.slice(0, AT_ONCE / 2), ...marks.slice(AT_ONCE / 2).slice(-AT_ONCE / 2)];
  const hadFocus = item.contains(document.activeElement);
  await fetchLines(room, wanted);
  if (hadFocus && isFocusFree(item)) findMark(room, wanted[0].uid)?.mark.element?.focus();
}

// The button is moved or gone now, and the focus with it, unless somebody has put it elsewhere.
function isFocusFree(item) {
  return document.activeElement === document.body || item.contains(document.activeElement);
}

/** The mark with its line, fetched with its neighbours if need be; null where there is none. */
export async function withLine(room, uid) {
  const found = findMark(room, uid);
  if (!found) return null;
  const { pane, mark } = found;
  if (!mark.element) await fetchLines(room, around(pane.marks, mark));
  const now = findMark(room, uid)?.mark;
  return now?.element ? now : null;
}

function around(marks, mark) {
  const place = marks.indexOf(mark);
  return marks.slice(Math.max(0, place - AT_ONCE / 2), place + AT_ONCE / 2);
}

function fetchLines(room, marks) {
  const missing = marks.filter(({ element }) => !element).map(({ uid }) => uid);
  const wanted = missing.filter((uid) => !coming.has(uid));
  const answer = wanted.length ? ask(room, wanted) : null;
  for (const uid of wanted) coming.set(uid, answer);
  return Promise.all(new Set(missing.map((uid) => coming.get(uid))));
}

async function ask(room, uids) {
  const arrivals = await fetchArrivals(room, uids.map((uid) => ["uid", uid]));
  for (const uid of uids) coming.delete(uid);
  if (arrivals) bringIn(room, arrivals, { asked: true });
}

/** Brings the line of a mark into view, unless another mark was chosen meanwhile. */
export async function showLine(room, uid) {
  const mark = await withLine(room, uid);
  if (mark && room.chosen?.uid === uid) {
    mark.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** Reads the line of a mark out, unless another mark was chosen meanwhile. */
export async function sayLine(room, uid) {
  const mark = await withLine(room, uid);
  if (mark && room.chosen?.uid === uid) announce(wordsOf(mark.element));
}

function wordsOf(line) {
  return line.textContent.replace(/\s+/g, " ").trim();
}
