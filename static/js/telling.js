// Says what others have just done, and why a key did nothing: in a line over the texts, which is read
// out politely, and for a moment on the marks themselves.

import { visibleText } from "./anchoring.js";

const LASTS = 8_000; // ms
const DONE = {
  "annotation created": "marked",
  "annotation deleted": "removed the mark on",
  "annotation restored": "brought back the mark on",
  "annotation joined a family": "put into a family",
  "annotation left its family": "took out of its family",
};
const TO_RELOAD = {
  "text corrected": "The text of an article was corrected.",
  "passage struck": "A passage of an article was struck.",
  "passage restored": "A passage of an article was put back.",
  "article deleted": "An article was taken out of the story.",
  "blind coding set": "What you may see here has changed.",
};

let timer = 0;

/** `changes` as {pane, mark, before, change}; mark is null for what is gone. */
export function tellOf(room, changes) {
  if (changes.length === 0) return;
  for (const { mark } of changes) if (mark?.element) light(mark.element);
  tell(room, ...(changes.length === 1 ? sentence(changes[0]) : summary(changes)));
}

/** Shows words (texts or elements) for a moment. */
export function tell(room, ...words) {
  const line = room.main.querySelector("[data-news]");
  line.replaceChildren(...words);
  clearTimeout(timer);
  timer = setTimeout(() => line.replaceChildren(), LASTS);
}

function light(element) {
  element.classList.add("has-arrived");
  setTimeout(() => element.classList.remove("has-arrived"), LASTS);
}

function sentence({ pane, mark, before, change }) {
  const { start, end } = mark ?? before;
  const quoted = isolated("q", visibleText(pane.index, start, end));
  quoted.lang = pane.index.locale;
  quoted.dir = pane.text.dir;
  return [nameOf(change), ` ${DONE[change.verb] ?? "changed the mark on"} `, quoted];
}

function summary(changes) {
  const names = new Map(changes.map(({ change }) => [change.actor, nameOf(change)]));
  const people = Array.from(names.values()).flatMap((name, i) => (i ? [", ", name] : [name]));
  return [...people, `: ${changes.length} marks changed`];
}

function nameOf({ actor }) {
  return isolated("bdi", actor || "Somebody");
}

function isolated(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** Texts are never swapped under somebody's eyes: where one has changed, the page says so. */
export function tellToReload(room, { verb, article }) {
  const isHere = article === null || room.panes.some((pane) => pane.article === String(article));
  if (!TO_RELOAD[verb] || !isHere) return;
  const notice = room.main.querySelector("[data-reload]");
  notice.querySelector("[data-why]").textContent = TO_RELOAD[verb];
  notice.hidden = false;
}
