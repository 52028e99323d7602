// The panel beside the text: it opens with the form for a passage or for a mark of the list, the
// passage stays painted while it is open, and the focus goes in and comes back to where it was.

import { announce } from "./announce.js";
import { visibleText } from "./anchoring.js";
import { choose } from "./choosing.js";
import { resumeAt, select } from "./cursor.js";
import { paint } from "./painting.js";
import { findMark } from "./room.js";

const panel = document.getElementById("panel");
const FIRST = "[aria-invalid='true'], [autofocus], input:not([type=hidden]), textarea, select";

let opener = null; // { pane, span } of a passage, { mark: uid } of a mark in the list
let sent = null; // uid of the form that is on its way

/** Opens the form for a passage, to be marked as a claim, quotation, tag or note. */
export function openForm(room, { pane, span }, as) {
  const query = new URLSearchParams({ revision: pane.revision, ...span, as });
  opener = { pane, span };
  paintPending(room);
  htmx.ajax("GET", `${pane.annotateUrl}?${query}`, { target: "#panel", swap: "innerHTML" });
}

export function watchPanel(room) {
  if (!panel) return;
  const { body } = document;
  body.addEventListener("htmx:beforeRequest", ({ detail }) => noteRequest(room, detail));
  body.addEventListener("htmx:afterSettle", ({ target }) => {
    if (panel.contains(target)) showPanel(room);
  });
  body.addEventListener("htmx:responseError", ({ detail }) => failed(detail));
  body.addEventListener("htmx:sendError", ({ detail }) => failed(detail));
  panel.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close-panel]")) closePanel(room);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePanel(room);
    if (event.key === "Escape") event.preventDefault();
  });
}

function noteRequest(room, { elt, target }) {
  if (panel.contains(elt)) sent = elt.closest("form")?.elements.uid?.value ?? null;
  else if (target === panel && elt !== document.body) openedFrom(room, elt);
}

function openedFrom(room, element) {
  const uid = element.closest(".mark")?.dataset.annotation ?? null;
  opener = { mark: uid, element };
  paintPending(room);
}

function failed({ target, xhr }) {
  if (target !== panel || [409, 422].includes(xhr?.status)) return;
  announce("That did not work. What you typed is kept; please try again.");
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
}

function showPanel(room) {
  if (!isPanelOpen()) return afterSaving(room);
  room.main.dataset.panel = "open";
  fillHidden(panel.querySelector("form"));
  const first = panel.querySelector(FIRST);
  if (!first) panel.tabIndex = -1;
  (first ?? panel).focus();
}

function fillHidden(form) {
  if (!form?.elements.exact || !opener?.span) return;
  form.elements.exact.value = visibleText(opener.pane.index, opener.span.start, opener.span.end);
}

function afterSaving(room) {
  shut(room);
  const found = sent && findMark(room, sent);
  if (found) choose(room, { uid: sent, claim: found.mark.claims[0] ?? null }, { scroll: false });
  sent = null;
}

function shut(room) {
  delete room.main.dataset.panel;
  for (const pane of room.panes) paint("pending", pane, []);
  giveFocusBack(room);
}

function giveFocusBack(room) {
  if (opener?.span) {
    opener.pane.text.focus({ preventScroll: true });
    resumeAt(room, opener.pane, opener.span.start);
  } else if (opener) {
    (document.getElementById(`mark-${opener.mark}`) ?? room.current.text).focus();
  }
}

function paintPending(room) {
  const found = opener.mark && findMark(room, opener.mark);
  const target = found ? { pane: found.pane, span: found.mark } : opener;
  for (const pane of room.panes) paint("pending", pane, pane === target.pane ? [target.span] : []);
}
