// The panel beside the text: it opens with the form for a passage or for a mark of the list, the
// passage stays painted while it is open, and the focus goes in and comes back to where it was.

import { awaitTyping, handOver, watchTypingAhead } from "./ahead.js";
import { visibleText } from "./anchoring.js";
import { blankForm } from "./blankform.js";
import { choiceOf, choose } from "./choosing.js";
import { isAway } from "./connection.js";
import { resumeAt, select } from "./cursor.js";
import { withLine } from "./fetching.js";
import { enhance } from "./forms.js";
import { paint } from "./painting.js";
import { findMark } from "./room.js";
import { kindOfSpeech } from "./speech.js";

const panel = document.getElementById("panel");
const FIELDS = "input:not([type=hidden]), textarea, select";

let opener = null; // { pane, span } of a passage, { mark: uid } of a mark in the list
let sent = null; // { uid } of the form that is on its way to be stored
let stays = false; // whether the focus stays where it is when the panel is filled
let awaited = null; // what the form that was asked for is to open with: "claim", "note" …

/** Opens the form for a passage, to be marked as a claim, quotation, tag or note. */
export function openForm(room, { pane, span }, as) {
  const query = new URLSearchParams({ revision: pane.revision, ...span, as });
  opener = { pane, span };
  awaited = as;
  paintPending(room);
  focusPanel(); // at once: what is typed before the form is there is for its first field
  awaitTyping();
  if (isAway() && openBlank(room)) return;
  htmx.ajax("GET", `${pane.annotateUrl}?${query}`, { target: "#panel", swap: "innerHTML" });
}

// Without a connection: the form that was kept at hand for that.
function openBlank(room) {
  const form = awaited && opener.span && blankForm(opener, awaited);
  if (!form) return false;
  panel.replaceChildren(form);
  htmx.process(form);
  enhance(panel);
  showPanel(room);
  return true;
}

export function watchPanel(room) {
  if (!panel) return;
  const { body } = document;
  watchTypingAhead(panel);
  body.addEventListener("htmx:beforeRequest", ({ detail }) => noteRequest(room, detail));
  body.addEventListener("htmx:afterSettle", ({ target }) => {
    if (panel.contains(target) && !target.matches("[data-elsewhere]")) showPanel(room);
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(failure, ({ type }) => giveUpWaiting(room, type !== "htmx:responseError"));
  }
  panel.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close-panel]")) return;
    event.preventDefault(); // a link leads back to the text where there is no panel to close
    closePanel(room);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePanel(room);
    if (event.key === "Escape") event.preventDefault();
  });
}

/** Opens in the panel what a link in the lists leads to. */
export function openLink(link) {
  htmx.ajax("GET", link.href, { source: link, target: "#panel", swap: "innerHTML" });
}

function noteRequest(room, { elt, target, requestConfig }) {
  stays = Boolean(elt.closest("[data-step]"));
  const isChange = panel.contains(elt) && requestConfig.verb !== "get";
  sent = isChange ? { uid: elt.closest("form")?.elements.uid?.value || opener?.mark } : null;
  if (target === panel && !panel.contains(elt) && elt !== document.body) openedFrom(room, elt);
}

function openedFrom(room, element) {
  opener = { mark: element.closest("[data-annotation]")?.dataset.annotation };
  paintPending(room);
}

// --- open and closed ---

export function isPanelOpen() {
  return Boolean(panel?.firstElementChild);
}

/** Closes the panel; what was typed stays as a draft, and the passage is selected again. */
export function closePanel(room) {
  panel.replaceChildren();
  handOver(null);
  shut(room);
  if (opener?.span) select(opener.pane, opener.span.start, opener.span.end);
  opener = null;
}

function showPanel(room) {
  const form = panel.querySelector("form[data-draft]");
  if (awaited === "quotation") proposeKind(form);
  awaited = null;
  if (sent && !form) return afterChange(room);
  if (!isPanelOpen()) return shut(room);
  room.main.dataset.panel = "open";
  room.main.dispatchEvent(new Event("panel:shown"));
  fillHidden(form);
  const field = firstField();
  const alert = panel.querySelector("[role=alert]");
  if (stays) clearPending(room);
  else if (field) field.focus({ preventScroll: Boolean(alert) });
  else focusPanel();
  handOver(field);
  alert?.scrollIntoView({ block: "nearest" });
}

function giveUpWaiting(room, isUnreachable) {
  if (awaited === null || (isUnreachable && openBlank(room))) return;
  awaited = null;
  handOver(null);
  if (!isPanelOpen()) shut(room);
}

function focusPanel() {
  panel.tabIndex = -1;
  panel.focus({ preventScroll: true });
}

function firstField() {
  const fields = Array.from(panel.querySelectorAll(FIELDS));
  const shown = fields.filter((field) => field.checkVisibility());
  return shown.find((field) => field.ariaInvalid === "true") ?? shown[0];
}

function fillHidden(form) {
  if (!form?.elements.exact || !opener?.span) return;
  form.elements.exact.value = visibleText(opener.pane.index, opener.span.start, opener.span.end);
}

// Whoever marks a quotation need not say once more that it is one.
function proposeKind(form) {
  const { kind } = form?.elements ?? {};
  if (kind && !kind.value) kind.value = kindOfSpeech(opener.pane.index, opener.span);
}

// The panel may go on to say that it is done; nothing in it needs the focus then.
function afterChange(room) {
  const mark = findMark(room, sent.uid)?.mark;
  if (mark) choose(room, choiceOf(room, mark), { scroll: false });
  shut(room);
  sent = null;
  opener = null;
}

function shut(room) {
  delete room.main.dataset.panel;
  room.main.dispatchEvent(new Event("panel:shut"));
  clearPending(room);
  giveFocusBack(room);
}

function clearPending(room) {
  for (const pane of room.panes) paint("pending", pane, []);
}

function giveFocusBack(room) {
  if (opener?.span) {
    opener.pane.text.focus({ preventScroll: true });
    resumeAt(room, opener.pane, opener.span.start);
  } else {
    const mark = document.getElementById(`mark-${opener?.mark}`);
    (mark ?? room.current.text).focus({ preventScroll: true });
  }
}

function paintPending(room) {
  const found = opener.mark && findMark(room, opener.mark);
  const target = found ? { pane: found.pane, span: found.mark } : opener;
  for (const pane of room.panes) paint("pending", pane, pane === target.pane ? [target.span] : []);
}

// --- what was kept, and what others do meanwhile ---

/** Says, instead of the form, that what it was to send is kept. */
export function keptInPanel(room) {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = "Kept here. It is sent as soon as you are connected again.";
  panel.replaceChildren(words, button("Close", () => closePanel(room)));
  sent = null;
  shut(room);
}

function button(label, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", run);
  return element;
}

// Where the forms of drafts are, by the kind their names begin with: the end of the address.
const PAGES = { edit: "/edit/", comment: "/" };

/** A function that opens the form a draft was typed into; null where that is not on this page. */
export function openKept(room, name) {
  const [kind, key, start, end, revision] = name.split(":");
  if (kind === "new") {
    const pane = room.panes.find((each) => each.article === key && each.revision === revision);
    const span = { start: Number(start), end: Number(end) };
    return pane?.annotateUrl ? () => openForm(room, { pane, span }, "claim") : null;
  }
  const linkIn = (mark) => mark?.element?.querySelector(`a[href$="${PAGES[kind]}"]`);
  const mark = findMark(room, key)?.mark;
  if (!mark || (mark.element && !linkIn(mark))) return null;
  return async () => linkIn(await withLine(room, key))?.click();
}

/** Says so when somebody else has changed what the open form is about; the form stays. */
export function warnInPanel({ mark, before, change }) {
  const { uid } = mark ?? before;
  const form = panel?.querySelector(`form[data-draft="edit:${uid}"]`);
  const isNewer = !mark || mark.version > Number(form?.elements.version?.value);
  if (!form || !isNewer) return;
  const warning = form.querySelector(".meanwhile") ?? makeWarning(form);
  const [who, what] = warning.children;
  who.textContent = change?.actor || "Somebody";
  what.textContent = mark
    ? " has changed this annotation since you began. Nothing of yours is lost. "
    : " has deleted this annotation since you began. What you typed is kept. ";
}

// The server refuses the older version, and answers with both side by side.
function makeWarning(form) {
  const warning = document.createElement("div");
  warning.className = "meanwhile";
  warning.setAttribute("role", "alert");
  const parts = ["bdi", "span"].map((tag) => document.createElement(tag));
  warning.append(...parts, button("Look at both", () => form.requestSubmit()));
  form.prepend(warning);
  return warning;
}
