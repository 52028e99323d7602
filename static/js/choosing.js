// Choosing a mark or a claim: all its renderings light up in every pane and in the lists, every
// pane says whether and where it has the claim, the passages come level, the address holds it.

import { announce } from "./announce.js";
import { blockAt } from "./anchoring.js";
import { sayLine, showLine } from "./fetching.js";
import { stanceOn } from "./marks.js";
import { paint } from "./painting.js";
import { findMark, makeCurrent } from "./room.js";
import { bringIntoView, bringLevel, isOnShow, releaseRoom, scrollerOf } from "./scrolling.js";

const LEVEL = "parallax level";

/**
 * `{claim, uid}`: a claim's number, a mark's uid, or both. With `scroll: false` no pane moves,
 * with `isStill` the pane of the mark itself does not.
 */
export function choose(room, chosen, { scroll = true, isStill = false } = {}) {
  room.chosen = chosen;
  showChosen(room);
  holdInAddress(chosen);
  const lead = leadOf(room);
  if (!lead) return room.panes.forEach(releaseRoom);
  makeCurrent(room, lead.pane);
  if (chosen.uid) showLine(room, chosen.uid);
  if (scroll) moveTo(room, lead, isStill);
}

/** Chooses what the address names; with `keepPlace` nothing moves unless it is in view already. */
export function chooseFromAddress(room, { keepPlace = false } = {}) {
  const chosen = chosenInAddress(room);
  if (!chosen) return;
  choose(room, chosen, { scroll: false });
  const lead = leadOf(room);
  if (lead && (!keepPlace || isOnShow(lead.pane, lead.mark))) moveTo(room, lead);
}

export function clearChoice(room) {
  if (!room.chosen) return;
  choose(room, null);
  announce("Nothing chosen");
}

/** Of several marks on one spot each click chooses the next; each claim of a mark is one step. */
export function chooseNextOf(room, marks) {
  const steps = marks.flatMap(({ uid, claims }) =>
    claims.length ? claims.map((claim) => ({ uid, claim })) : [{ uid, claim: null }],
  );
  const now = steps.findIndex(
    ({ uid, claim }) => uid === room.chosen?.uid && claim === room.chosen?.claim,
  );
  choose(room, steps[(now + 1) % steps.length], { isStill: true });
}

export function chooseMark(room, mark) {
  const kept = mark.claims.includes(room.chosen?.claim) ? room.chosen.claim : null;
  choose(room, { uid: mark.uid, claim: kept ?? mark.claims[0] ?? null });
}

/** The neighbour of the chosen mark in the current pane, or its first or last one. */
export function stepMark(room, direction) {
  const { marks } = room.current;
  if (marks.length === 0) return announce("No marks in this article");
  const now = marks.findIndex((mark) => mark.uid === room.chosen?.uid);
  const next = now < 0 ? (direction > 0 ? 0 : marks.length - 1) : now + direction;
  const mark = marks[Math.max(0, Math.min(next, marks.length - 1))];
  chooseMark(room, mark);
  sayLine(room, mark.uid);
}

function renderings(pane, chosen) {
  if (!chosen) return [];
  return pane.marks.filter((mark) =>
    chosen.claim ? mark.claims.includes(chosen.claim) : mark.uid === chosen.uid,
  );
}

function leadOf(room) {
  const found = room.chosen?.uid && findMark(room, room.chosen.uid);
  if (found) return found;
  const pane = [room.current, ...room.panes].find((each) => renderings(each, room.chosen).length);
  return pane ? { pane, mark: renderings(pane, room.chosen)[0] } : null;
}

// --- what is shown ---

/** Shows the choice again, for example after a list has changed. */
export function showChosen(room) {
  showOnPage(room);
  for (const pane of room.panes) showInPane(pane, room.chosen);
}

function showOnPage({ main, chosen }) {
  main.toggleAttribute("data-chosen", Boolean(chosen));
  if (chosen?.claim) main.dataset.claim = chosen.claim;
  else delete main.dataset.claim;
}

function showInPane(pane, chosen) {
  const active = renderings(pane, chosen);
  const isChosen = (mark) => mark.uid === chosen?.uid;
  paint("active", pane, active);
  paint("chosen", pane, active.filter(isChosen));
  const lit = new Set(active);
  for (const mark of pane.marks) showInList(mark, lit.has(mark), isChosen(mark));
  pane.element.classList.toggle("has-claim", Boolean(chosen?.claim) && active.length > 0);
  pane.element.classList.toggle("lacks-claim", Boolean(chosen?.claim) && active.length === 0);
  showStatus(pane, chosen, active);
}

function showInList({ element }, isActive, isChosen) {
  if (!element) return;
  element.classList.toggle("is-active", isActive);
  if (isChosen) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
}

function showStatus(pane, chosen, active) {
  if (!pane.status) return;
  if (!chosen?.claim) return pane.status.replaceChildren();
  if (active.length === 0) return sayNot(pane.status);
  const count = active.length === 1 ? "1 passage: " : `${active.length} passages: `;
  const buttons = active.map((mark) => passageButton(pane, mark, chosen.claim));
  if (areShown(pane.status, buttons)) return; // it is read out at each change, and may have focus
  pane.status.replaceChildren(count, ...buttons.flatMap((each, i) => (i ? [", ", each] : [each])));
}

function areShown(status, buttons) {
  const shown = Array.from(status.querySelectorAll("button"));
  return shown.length === buttons.length && shown.every((each, i) => each.isEqualNode(buttons[i]));
}

function sayNot(status) {
  const words = "not marked in this article";
  if (status.textContent !== words) status.replaceChildren(words);
}

function passageButton(pane, mark, claim) {
  const button = document.createElement("button");
  const stance = stanceOn(mark, claim);
  button.type = "button";
  button.className = "passage";
  button.dataset.passage = mark.uid;
  button.textContent = placeName(blockAt(pane.index, mark.start));
  if (stance && stance !== "reports") button.textContent += ` (${stance})`;
  return button;
}

function placeName({ element, struck }) {
  if (struck) return "struck";
  return element.dataset.number ? `¶${element.dataset.number}` : "headline";
}

// --- where it stands ---

export function isLevelOn() {
  return localStorage.getItem(LEVEL) !== "off";
}

export function setLevel(room, isOn) {
  localStorage.setItem(LEVEL, isOn ? "on" : "off");
  if (!isOn) room.panes.forEach(releaseRoom);
  else if (room.chosen) moveTo(room, leadOf(room));
}

function moveTo(room, lead, isStill = false) {
  if (!lead) return;
  blockAt(lead.pane.index, lead.mark.start).element.closest("details")?.setAttribute("open", "");
  lead.pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!isLevelOn() || !scrollerOf(lead.pane)) return bringIntoView(lead.pane, lead.mark);
  const others = room.panes.filter((pane) => pane !== lead.pane);
  const passages = others.map((pane) => ({ pane, span: renderings(pane, room.chosen)[0] }));
  const level = [{ pane: lead.pane, span: lead.mark }, ...passages.filter(({ span }) => span)];
  bringLevel(level, isStill);
}

// --- the address ---

function holdInAddress(chosen) {
  const address = withClaim(location.href, chosen);
  address.hash = chosen?.uid ? `mark-${chosen.uid}` : "";
  history.replaceState(history.state, "", address);
}

/** The same address with the chosen claim in it, for links that keep the view. */
export function withClaim(href, chosen) {
  const address = new URL(href, location.href);
  if (chosen?.claim) address.searchParams.set("claim", chosen.claim);
  else address.searchParams.delete("claim");
  return address;
}

function chosenInAddress(room) {
  const uid = location.hash.startsWith("#mark-") ? location.hash.slice("#mark-".length) : null;
  const mark = uid && findMark(room, uid)?.mark;
  const claim = new URLSearchParams(location.search).get("claim");
  if (!mark && !claim) return null;
  return { uid: mark ? uid : null, claim: claim ?? mark.claims[0] ?? null };
}
