// What is chosen, shown: painted in the texts, lit in the lists, told in the head of each pane, with
// the translations of its passages at the foot.

import { blockAt } from "./anchoring.js";
import { showCard } from "./card.js";
import { counterpartsIn, probableIn } from "./counterparts.js";
import { withLine } from "./fetching.js";
import { stanceOn } from "./marks.js";
import { paint } from "./painting.js";
import { standsLow } from "./scrolling.js";

/** Shows the choice again, for example after a list has changed. */
export function showChosen(room) {
  room.main.toggleAttribute("data-chosen", Boolean(room.chosen));
  for (const pane of room.panes) showInPane(room, pane);
  showCard(room);
}

function showInPane(room, pane) {
  const { chosen } = room;
  const active = counterpartsIn(room, pane);
  const probable = active.length || !isFollowed(chosen) ? [] : probableIn(room, pane);
  const isChosen = ({ uid }) => Boolean(uid) && uid === chosen?.uid;
  paint("active", pane, active);
  paint("chosen", pane, active.filter(isChosen));
  paint("probable", pane, probable);
  const lit = new Set(active);
  for (const mark of pane.marks) showInList(mark, lit.has(mark), isChosen(mark));
  pane.element.classList.toggle("is-followed", isFollowed(chosen));
  pane.element.classList.toggle("has-counterpart", isFollowed(chosen) && active.length > 0);
  if (pane.status) showStatus(pane, chosen, active, probable);
  showGlosses(room, pane, active);
}

function isFollowed(chosen) {
  return Boolean(chosen?.claim || chosen?.utterance || chosen?.sentence);
}

function showInList({ element }, isActive, isChosen) {
  if (!element) return;
  element.classList.toggle("is-active", isActive);
  if (isChosen) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
}

// --- in the head of a pane ---

function showStatus(pane, chosen, active, probable) {
  const parts = isFollowed(chosen) ? statusOf(pane, chosen, active, probable) : [];
  const wanted = document.createElement("p");
  wanted.append(...parts);
  // It is read out at each change, and a button in it may have the focus.
  if (wanted.innerHTML !== pane.status.innerHTML) pane.status.replaceChildren(...wanted.childNodes);
}

function statusOf(pane, chosen, active, probable) {
  if (active.includes(chosen.sentence)) return ["this sentence: ", placeButton(pane, chosen.sentence)];
  if (active.length) {
    const count = active.length === 1 ? "1 passage: " : `${active.length} passages: `;
    return [count, ...listed(active.map((mark) => passageButton(pane, mark, chosen.claim)))];
  }
  if (probable.length === 0) {
    return [chosen.sentence ? "nothing known to say the same" : "not marked in this article"];
  }
  return ["proposed, not marked: ", ...listed(probable.map((span) => placeButton(pane, span)))];
}

function listed(buttons) {
  return buttons.flatMap((each, i) => (i ? [", ", each] : [each]));
}

function passageButton(pane, mark, claim) {
  const button = makeButton(pane, mark, "passage");
  const stance = claim && stanceOn(mark, claim);
  button.dataset.passage = mark.uid;
  if (stance && stance !== "reports") button.textContent += ` (${stance})`;
  return button;
}

function placeButton(pane, span) {
  const button = makeButton(pane, span, "passage passage-unmarked");
  button.dataset.place = `${span.start}-${span.end}`;
  return button;
}

function makeButton(pane, { start }, kind) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = kind;
  button.textContent = placeName(blockAt(pane.index, start));
  return button;
}

function placeName({ element, struck }) {
  if (struck) return "struck";
  return element.dataset.number ? `¶${element.dataset.number}` : "headline";
}

// --- at its foot, or over its head ---

const MOST = 3; // translations under one text

async function showGlosses(room, pane, active) {
  const { chosen } = room;
  const marks = active.filter(({ kinds }) => kinds?.includes("gloss")).slice(0, MOST);
  const lines = await Promise.all(marks.map(({ uid }) => withLine(room, uid)));
  if (room.chosen !== chosen) return; // another choice was made meanwhile
  const found = lines.map((mark) => mark?.element.querySelector(".gloss")).filter(Boolean);
  const foot = pane.element.querySelector("[data-glosses]");
  foot.replaceChildren(...found.map((gloss) => gloss.cloneNode(true)));
  foot.hidden = found.length === 0;
  if (found.length) foot.classList.toggle("is-above", standsLow(room, pane, marks[0]));
}
