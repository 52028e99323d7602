// Entry point of the gap pass: one key says what is found in the cell, and the next one is there.
// Without it the page is a plain form. Each sentence on offer counts as a pane of the reading room,
// so that its words are selected there and here in one way.

import { announce } from "./announce.js";
import { indexText, rangeOf } from "./anchoring.js";
import { moveEdge, readingDirection, select, selectionIn } from "./cursor.js";
import "./forms.js";
import { openKeys, watchKeys } from "./keys.js";

const main = document.querySelector("main");
const room = { main, panes: [], current: null };

const cell = () => document.getElementById("gap");
const field = (name) => cell().querySelector(`input[name="${name}"]`);

function readCell() {
  room.panes = Array.from(cell().querySelectorAll("[data-choice]"), readChoice);
  room.current = room.panes[0] ?? null;
  proposeSpeaker();
  paintNarrowed();
  for (const button of cell().querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", openKeys);
  }
}

function readChoice(element) {
  const text = element.querySelector("[data-text]");
  const { from, to } = text.querySelector("[data-from]").dataset;
  const radio = element.querySelector("input");
  const pane = { element, text, index: indexText(text), radio, narrowed: null };
  pane.sentence = { start: Number(from), end: Number(to) };
  pane.radio.addEventListener("change", () => choose(pane));
  return pane;
}

// --- choosing a sentence, and words of it ---

function choose(pane) {
  if (!pane) return;
  pane.radio.checked = true;
  show(pane);
  widen();
  pane.element.scrollIntoView({ block: "nearest" });
  announce(`Sentence ${room.panes.indexOf(pane) + 1}:`, wordsOf(pane), pane.text.lang);
}

function show(pane) {
  room.current = pane;
  proposeSpeaker();
}

const wordsOf = ({ text }) => text.querySelector("[data-from]").textContent;

function step(direction) {
  choose(room.panes[room.panes.indexOf(room.current) + direction]);
}

function narrow(edge, arrow) {
  const pane = room.current;
  if (!pane) return;
  if (!selectionIn(pane)) select(pane, ...Object.values(placeIn(pane)));
  moveEdge(room, edge, readingDirection(pane, arrow));
  followSelection(); // at once: the next key may lead into a field
}

const placeIn = (pane) => pane.narrowed ?? pane.sentence;

/** Whoever selects words has chosen them, and who clicks into the text the whole sentence again;
    but a field takes the selection away without anybody having chosen anything. */
function followSelection() {
  const pane = room.panes.find(({ text }) => text.contains(getSelection().anchorNode));
  if (!pane) return;
  pane.narrowed = selectionIn(pane);
  if (pane.narrowed && pane !== room.current) {
    pane.radio.checked = true;
    show(pane);
  }
  paintNarrowed();
}

function widen() {
  getSelection().removeAllRanges();
  for (const pane of room.panes) pane.narrowed = null;
  paintNarrowed();
}

function paintNarrowed() {
  const narrowed = room.current?.narrowed;
  const range = narrowed && rangeOf(room.current.index, narrowed);
  for (const { element, narrowed: some } of room.panes) {
    element.classList.toggle("is-narrowed", Boolean(some));
  }
  if (globalThis.Highlight) CSS.highlights.set("narrowed", new Highlight(...(range ? [range] : [])));
}

// --- to whom it is attributed ---

function proposeSpeaker() {
  const input = field("attributed_to");
  if (input) input.placeholder = room.current?.element.dataset.speaker ?? "";
}

function nameSpeaker() {
  const input = field("attributed_to");
  if (!input) return;
  takeProposed(input);
  input.focus();
  input.select();
}

function takeProposed(input) {
  if (input && !input.value) input.value = input.placeholder;
}

// --- doing ---

function press(name) {
  cell().querySelector(`button[data-key="${name}"]`)?.click();
}

function openArticle() {
  cell().querySelector("a[data-open]")?.click();
}

function pressAttributed(name) {
  takeProposed(field("attributed_to"));
  press(name);
}

function backToHead() {
  document.getElementById("gap-head").focus({ preventScroll: true });
}

function stepOut() {
  widen();
  backToHead();
}

const letters = Array.from("rpcqaeosu", (name) => [name, () => press(name)]);
const shifted = Array.from("rpcq", (name) => [`Shift+${name}`, () => pressAttributed(name)]);
const digits = Array.from("123456789", (name) => [name, () => choose(room.panes[name - 1])]);

watchKeys(room, {
  anywhere: {
    ...Object.fromEntries([...letters, ...shifted, ...digits]),
    j: () => step(1),
    k: () => step(-1),
    t: nameSpeaker,
    n: () => field("note")?.focus(),
    v: openArticle,
    "Shift+ArrowRight": () => narrow("end", "right"),
    "Shift+ArrowLeft": () => narrow("end", "left"),
    "Start+Shift+ArrowRight": () => narrow("start", "right"),
    "Start+Shift+ArrowLeft": () => narrow("start", "left"),
    "Mod+z": () => press("u"),
    Escape: stepOut,
    "?": openKeys,
  },
  inText: {},
});

// Enter or Escape in a field leads back to the keys; a list that is open takes them first.
main.addEventListener("keydown", (event) => {
  const isField = event.target.matches("#gap input[type=text]");
  if (!isField || event.defaultPrevented || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  backToHead();
});

document.addEventListener("selectionchange", followSelection);

main.addEventListener("htmx:configRequest", ({ detail }) => {
  followSelection(); // a key may be faster than the event of it
  if (!room.current) return;
  const { start, end } = placeIn(room.current);
  detail.parameters.place = `${start}-${end}`;
});

document.body.addEventListener("htmx:afterSwap", () => {
  readCell();
  backToHead();
  cell().scrollIntoView({ block: "start" });
  const done = cell().dataset.done;
  announce(`${done} ${cell().querySelector("[data-progress]").textContent}`);
});

// On a phone the head of the page would leave no room for a sentence above the buttons.
function standAtCell() {
  const isSmall = matchMedia("(max-width: 44rem)").matches;
  if (isSmall && cell().querySelector("form")) cell().scrollIntoView();
}

readCell();
standAtCell();
performance.mark("ready");
