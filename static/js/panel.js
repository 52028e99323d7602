// The panel beside the text: it opens with the form for a passage or for a mark of the list, the
// passage stays painted while it is open, and the focus goes in and comes back to where it was.

import { visibleText } from "./anchoring.js";
import { choose } from "./choosing.js";
import { resumeAt, select } from "./cursor.js";
import { paint } from "./painting.js";
import { findMark } from "./room.js";

const panel = document.getElementById("panel");
const FIELDS = "input:not([type=hidden]), textarea, select";

let opener = null; // { pane, span } of a passage, { mark: uid } of a mark in the list
let sent = null; // { uid } of the form that is on its way to be stored

/** Opens the form for a passage, to be marked as a claim, quotation, tag or note. */
export function openForm(room, { pane, span }, as) {
  const query = new URLSearchParams({ revision: pane.revision, ...span, as });
  opener = { pane, span };
  paintPending(room);
  focusPanel(); // at once, so that what is typed before the form is there does nothing
  htmx.ajax("GET", `${pane.annotateUrl}?${query}`, { target: "#panel", swap: "innerHTML" });
}

export function watchPanel(room) {
  if (!panel) return;
  const { body } = document;
  body.addEventListener("htmx:beforeRequest", ({ detail }) => noteRequest(room, detail));
  body.addEventListener("htmx:afterSettle", ({ target }) => {
    if (panel.contains(target)) showPanel(room);
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    body.addEventListener(failure, () => isWaiting() && shut(room));
  }
  panel.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close-panel]")) closePanel(room);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePanel(room);
    if (event.key === "Escape") event.preventDefault();
  });
}

function noteRequest(room, { elt, target, requestConfig }) {
  const isChange = panel.contains(elt) && requestConfig.verb !== "get";
  sent = isChange ? { uid: elt.closest("form")?.elements.uid?.value || opener?.mark } : null;
  if (target === panel && !panel.contains(elt) && elt !== document.body) openedFrom(room, elt);
}

function openedFrom(room, element) {
  opener = { mark: element.closest(".mark")?.dataset.annotation };
  paintPending(room);
}

// --- open and closed ---

export function isPanelOpen() {
  return Boolean(panel?.firstElementChild);
}

/** Closes the panel; what was typed stays as a draft, and the passage is selected again. */
export function closePanel(room) {
  panel.replaceChildren();
  shut(room);
  if (opener?.span) select(opener.pane, opener.span.start, opener.span.end);
  opener = null;
}

function showPanel(room) {
  const form = panel.querySelector("form[data-draft]");
  if (sent && !form) return afterChange(room);
  if (!isPanelOpen()) return shut(room);
  room.main.dataset.panel = "open";
  fillHidden(form);
  const field = firstField();
  if (field) field.focus();
  else focusPanel();
}

function isWaiting() {
  return !isPanelOpen() && document.activeElement === panel;
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

// The panel may go on to say that it is done; nothing in it needs the focus then.
function afterChange(room) {
  const mark = findMark(room, sent.uid)?.mark;
  if (mark) choose(room, { uid: mark.uid, claim: mark.claims[0] ?? null }, { scroll: false });
  shut(room);
  sent = null;
  opener = null;
}

function shut(room) {
  delete room.main.dataset.panel;
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
