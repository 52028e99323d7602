// Deciding on what the machine proposes: by key or button, one card after the other. The server
// sends what takes the place of a card; this sees to the focus, and says what has become of it.

import { announce } from "./announce.js";
import { enhance } from "./forms.js";

const WAITING = ".suggestion[data-suggestion]";
const FIELDS = "input:not([type=hidden]), textarea, select";

/** Watches a list of cards; gives what its keys do. `onStand(card)` is told where the focus is. */
export function watchDeciding(list, onStand = () => {}) {
  const kept = new Map(); // cards as they were before they were corrected, by id
  let isAwaited = false; // of what comes in answer, the first card gets the focus
  list.addEventListener("focusin", ({ target }) => onStand(target.closest(WAITING)));
  list.addEventListener("htmx:beforeRequest", ({ target }) => {
    const card = target.closest(WAITING);
    isAwaited = true;
    if (target.matches("[data-correct]")) kept.set(card.id, card.cloneNode(true));
  });
  list.addEventListener("htmx:afterSettle", ({ target }) => {
    const card = target.closest(".suggestion");
    if (!card) return;
    enhance(card);
    if (isAwaited) arrived(list, card);
    isAwaited = false;
  });
  list.addEventListener("click", ({ target }) => {
    if (target.closest("[data-cancel]")) putBack(target, kept);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("form:has(fieldset)")) return;
    if (!event.defaultPrevented) putBack(event.target, kept);
    event.preventDefault();
  });
  list.addEventListener("mouseup", ({ target }) => takeWords(target.closest("figure")));
  return keysOf(list);
}

function keysOf(list) {
  return {
    a: () => press(list, "[data-accept] .button-primary"),
    e: () => press(list, "[data-correct]"),
    x: () => press(list, "[data-reject]"),
    o: () => press(list, "[data-open]"),
    u: () => undo(list),
    j: () => step(list, 1),
    k: () => step(list, -1),
    ArrowDown: () => step(list, 1),
    ArrowUp: () => step(list, -1),
  };
}

// --- where the focus is ---

function cards(list) {
  return Array.from(list.querySelectorAll(WAITING));
}

function current(list) {
  return document.activeElement.closest?.(WAITING) ?? null;
}

/** Sets the focus on the first card that waits. */
export function standOnFirst(list) {
  const [first] = cards(list);
  if (first) stand(first);
}

function stand(card, said = "") {
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const quoted = card.querySelector("blockquote");
  const label = card.querySelector("h3")?.textContent ?? "";
  announce(`${said} ${label}`.trim(), quoted?.textContent ?? "", quoted?.lang ?? "");
}

function step(list, direction) {
  const all = cards(list);
  const now = all.indexOf(current(list));
  const next = now < 0 ? all[0] : all[now + direction];
  if (next) stand(next);
  else standAtEnd(list, direction > 0 ? "No further one on this screen." : "This is the first.");
}

function standAtEnd(list, said) {
  const more = list.querySelector("[data-more]");
  if (more) more.focus();
  announce(more ? `${said} More: Enter.` : said);
}

function press(list, selector) {
  const card = current(list);
  if (card) card.querySelector(selector)?.click();
  else standOnFirst(list);
}

function undo(list) {
  const buttons = list.querySelectorAll("[data-undo]");
  const latest = Array.from(buttons).find((button) => button.closest(".is-latest"));
  if (latest) latest.click();
  else announce("Nothing decided on this screen to take back.");
}

// --- what the server sent ---

function arrived(list, card) {
  if (card.matches("[data-decided]")) goOn(list, card);
  else if (card.querySelector("fieldset")) firstField(card).focus();
  else stand(card);
}

function goOn(list, decided) {
  if (decided.querySelector("[data-undo]")) markLatest(list, decided);
  const said = decided.querySelector("[data-what]").textContent.trim();
  const all = cards(list);
  const isBehind = (card) =>
    decided.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = all.find(isBehind);
  if (next) stand(next, said);
  else if (list.querySelector("[data-more]")) standAtEnd(list, said);
  else if (all.length) stand(all[0], said);
  else finish(decided, said);
}

function markLatest(list, decided) {
  for (const line of list.querySelectorAll(".is-latest")) line.classList.remove("is-latest");
  decided.classList.add("is-latest");
}

function finish(decided, said) {
  decided.focus();
  announce(`${said} Nothing more waits on this screen.`);
}

function firstField(card) {
  const fields = Array.from(card.querySelectorAll(FIELDS));
  return fields.find((field) => field.ariaInvalid === "true") ?? fields[0];
}

// --- correcting ---

function putBack(element, kept) {
  const card = element.closest(".suggestion");
  const before = kept.get(card?.id);
  if (!before) return;
  card.replaceWith(before);
  htmx.process(before);
  stand(before);
}

// Words that are selected in a passage go into its field, if it is being corrected.
function takeWords(figure) {
  const card = figure?.closest(".suggestion");
  const selection = getSelection();
  if (!card || selection.isCollapsed || !figure.contains(selection.anchorNode)) return;
  const place = Array.from(card.querySelectorAll("figure")).indexOf(figure);
  const field = card.querySelectorAll("[data-words]")[place];
  if (!field) return;
  field.value = selectedWords(selection);
  announce("These words are taken:", field.value, field.lang);
}

function selectedWords(selection) {
  const copy = selection.getRangeAt(0).cloneContents();
  for (const unseen of copy.querySelectorAll(".visually-hidden")) unseen.remove();
  return copy.textContent.trim();
}
