// Choosing a mark, a claim, a family of quotations or a sentence: what says the same lights up in
// every pane and in the lists, the passages come level, and the address holds the choice.

import { announce } from "./announce.js";
import { blockAt } from "./anchoring.js";
import { choiceInAddress, holdInAddress } from "./address.js";
import { bestIn, counterpartsIn } from "./counterparts.js";
import { sayLine, showLine } from "./fetching.js";
import { findMark, makeCurrent } from "./room.js";
import { bringIntoView, bringLevel, isOnShow, releaseRoom, scrollerOf } from "./scrolling.js";
import { showChosen } from "./showing.js";
import { tell } from "./telling.js";
import { letGo, scrollMode } from "./together.js";

/**
 * `chosen` has a `uid` (of a mark) or none, and at most one of `claim` and `utterance` (numbers, as
 * texts) and `sentence` ({article, start, end}); null chooses nothing. With `scroll: false` no pane
 * moves, with `isStill` the pane of the passage itself does not.
 */
export function choose(room, chosen, { scroll = true, isStill = false } = {}) {
  room.chosen = chosen;
  room.level = null;
  letGo();
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
  const chosen = choiceInAddress(room);
  if (!chosen) return;
  choose(room, chosen, { scroll: false });
  const lead = leadOf(room);
  if (lead && (!keepPlace || isOnShow(lead.pane, lead.span))) moveTo(room, lead);
}

export function clearChoice(room) {
  if (!room.chosen) return;
  choose(room, null);
  announce("Nothing chosen");
}

// Each claim of a mark is one step, and the family of its quotation another.
function stepsOf({ uid, claims, utterance }) {
  const steps = claims.map((claim) => ({ uid, claim }));
  if (utterance) steps.push({ uid, utterance });
  return steps.length ? steps : [{ uid }];
}

function isSame(one, other) {
  return Boolean(other) && one.claim === other.claim && one.utterance === other.utterance;
}

/** What is chosen with a mark: what it says first, or what is chosen already if it says that. */
export function choiceOf(room, mark) {
  const steps = stepsOf(mark);
  return steps.find((step) => isSame(step, room.chosen)) ?? steps[0];
}

/** Of several marks on one spot each click chooses the next, and the next thing that it says. */
export function chooseNextOf(room, marks) {
  const steps = marks.flatMap(stepsOf);
  const { chosen } = room;
  const now = steps.findIndex((step) => step.uid === chosen?.uid && isSame(step, chosen));
  choose(room, steps[(now + 1) % steps.length], { isStill: true });
}

export function chooseMark(room, mark) {
  choose(room, choiceOf(room, mark));
}

/** Chooses a sentence, [start, end) of a pane's text. */
export function chooseSentence(room, pane, { start, end }) {
  const sentence = { article: pane.article, start, end };
  choose(room, { sentence }, { isStill: isOnShow(pane, sentence) });
}

/** Once more on the same sentence, and nothing is chosen. */
export function toggleSentence(room, pane, sentence) {
  const now = room.chosen?.sentence;
  if (now?.article === pane.article && now.start === sentence.start) clearChoice(room);
  else chooseSentence(room, pane, sentence);
}

/** The neighbour of the chosen mark in the current pane, or its first or last one. */
export function stepMark(room, direction) {
  const { marks } = room.current;
  if (marks.length === 0) return tell(room, "No marks in this article.");
  const now = marks.findIndex((mark) => mark.uid === room.chosen?.uid);
  const next = now < 0 ? (direction > 0 ? 0 : marks.length - 1) : now + direction;
  const mark = marks[Math.max(0, Math.min(next, marks.length - 1))];
  chooseMark(room, mark);
  sayLine(room, mark.uid);
}

function leadOf(room) {
  const found = room.chosen?.uid && findMark(room, room.chosen.uid);
  if (found) return { pane: found.pane, span: found.mark };
  const pane = [room.current, ...room.panes].find((each) => counterpartsIn(room, each).length);
  return pane ? { pane, span: counterpartsIn(room, pane)[0] } : null;
}

// --- where it stands ---

/** Brings level again, or lets go, as the reader now wishes to scroll. */
export function levelAnew(room) {
  if (scrollMode() === "off") room.panes.forEach(releaseRoom);
  else if (room.chosen) moveTo(room, leadOf(room));
}

/** Brings another passage of a pane, one that the machine proposes say, level with the chosen one. */
export function goTo(room, pane, span) {
  const lead = leadOf(room);
  letGo();
  pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!lead || scrollMode() === "off") return bringIntoView(pane, span);
  bringLevel(room, [lead, { pane, span }], true);
}

function moveTo(room, lead, isStill = false) {
  if (!lead) return;
  const { pane, span } = lead;
  blockAt(pane.index, span.start).element.closest("details")?.setAttribute("open", "");
  pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (scrollMode() === "off" || !scrollerOf(pane)) return bringIntoView(pane, span);
  const others = room.panes.filter((each) => each !== pane);
  const passages = others.map((each) => ({ pane: each, span: bestIn(room, each) }));
  bringLevel(room, [lead, ...passages.filter((each) => each.span)], isStill);
}
