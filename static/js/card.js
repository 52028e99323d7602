// What is chosen, told beside the folded lists of marks (on a phone, under four and five texts): the
// claim or what else the mark says, and a button that lets go.

import { withLine } from "./fetching.js";

const LIT = "What says the same is lit."; // of a sentence, or a family without a line here

/** Shows the card of what is chosen, where no list shows it. */
export async function showCard(room) {
  const card = room.main.querySelector("[data-card]");
  const { chosen } = room;
  const said = chosen && isFolded(room) ? await saidBy(room, chosen) : null;
  if (room.chosen !== chosen) return; // another choice was made meanwhile
  card.hidden = said === null;
  card.dataset.annotation = chosen?.uid ?? "";
  const content = card.querySelector("[data-card-said]");
  if (said && said.innerHTML !== content.innerHTML) content.replaceChildren(...said.childNodes);
}

function isFolded(room) {
  const lists = Array.from(room.main.querySelectorAll(".marks"));
  return !lists.some((list) => list.checkVisibility());
}

async function saidBy(room, { uid, claim }) {
  const line = uid && (await withLine(room, uid))?.element;
  if (line) return line.cloneNode(true);
  const entry = claim && room.main.querySelector(`[data-claim-menu] [data-claim="${claim}"]`);
  return entry ? inOne("claim-line", entry.cloneNode(true).childNodes) : inOne("", [LIT]);
}

function inOne(className, nodes) {
  const [said, paragraph] = ["div", "p"].map((tag) => document.createElement(tag));
  paragraph.className = className;
  paragraph.append(...nodes);
  said.append(paragraph);
  return said;
}
