// The pointer over the text and over the lists: hovering lights up every rendering of a claim in
// all panes, a click chooses, clicking again goes on to the next of several overlapping marks.

import { chooseMark, chooseNextOf, clearChoice, goTo, toggleSentence } from "./choosing.js";
import { hideCursor, resumeAt, sentenceAt } from "./cursor.js";
import { marksAt, pointAt } from "./hittest.js";
import { paint } from "./painting.js";
import { findMark, makeCurrent } from "./room.js";

export function watchPointer(room) {
  for (const pane of room.panes) watchText(room, pane);
  watchLists(room);
}

function watchText(room, pane) {
  let hadSelection = false;
  const hover = oncePerFrame(({ clientX, clientY }) => hoverText(room, pane, clientX, clientY));
  pane.text.addEventListener("pointermove", hover);
  pane.text.addEventListener("pointerleave", () => hoverMark(room, null));
  pane.text.addEventListener("pointerdown", () => {
    makeCurrent(room, pane);
    hideCursor(room);
    hadSelection = !getSelection().isCollapsed;
  });
  pane.text.addEventListener("click", (event) => {
    if (getSelection().isCollapsed && !isControl(event)) clickText(room, pane, event, hadSelection);
  });
}

function isControl({ target }) {
  return target.closest("a, button, summary, input") !== null;
}

function clickText(room, pane, { clientX, clientY }, hadSelection) {
  const point = pointAt(pane.index, clientX, clientY);
  if (point !== null) resumeAt(room, pane, point);
  const marks = marksAt(pane, clientX, clientY);
  if (marks.length) chooseNextOf(room, marks);
  else if (hadSelection) return;
  else if (point === null || room.panes.length === 1) clearChoice(room);
  else toggleSentence(room, pane, sentenceAt(pane, point));
}

function hoverText(room, pane, x, y) {
  const [mark] = marksAt(pane, x, y);
  pane.text.classList.toggle("is-over-mark", Boolean(mark));
  hoverMark(room, mark ?? null);
}

let hovered = null;

function hoverMark(room, mark) {
  if (hovered === mark) return;
  hovered = mark;
  for (const pane of room.panes) {
    const alike = mark ? pane.marks.filter((each) => isAlike(each, mark)) : [];
    paint("hovered", pane, alike);
    for (const { element } of pane.marks) element?.classList.remove("is-hovered");
    for (const { element } of alike) element?.classList.add("is-hovered");
  }
}

function isAlike(mark, other) {
  return mark.uid === other.uid || mark.claims.some((claim) => other.claims.includes(claim));
}

function watchLists(room) {
  const { main } = room;
  const hover = ({ target }) => hoverMark(room, markOf(room, target)?.mark ?? null);
  for (const kind of ["pointerover", "focusin"]) {
    main.addEventListener(kind, (event) => event.target.closest(".mark") && hover(event));
  }
  for (const kind of ["pointerout", "focusout"]) {
    main.addEventListener(kind, ({ target }) => target.closest(".mark") && hoverMark(room, null));
  }
  main.addEventListener("click", (event) => clickInLists(room, event));
}

function clickInLists(room, event) {
  const place = event.target.closest("[data-place]");
  if (place) return goToPlace(room, place);
  const passage = event.target.closest("[data-passage]");
  const found = passage ? findMark(room, passage.dataset.passage) : markOf(room, event.target);
  const isOtherChoice = event.target.closest(".mark :is([data-claim], [data-utterance])") !== null;
  if (found && !isOtherChoice) chooseMark(room, found.mark);
}

function goToPlace(room, place) {
  const [start, end] = place.dataset.place.split("-").map(Number);
  const pane = room.panes.find(({ element }) => element.contains(place));
  goTo(room, pane, { start, end });
}

function markOf(room, target) {
  const element = target.closest(".mark");
  return element && findMark(room, element.dataset.annotation);
}

function oncePerFrame(run) {
  let waiting = null;
  return (event) => {
    if (!waiting) requestAnimationFrame(() => [run(waiting), (waiting = null)]);
    waiting = event;
  };
}
