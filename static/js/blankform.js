// The form for marking a passage, kept at hand for when there is no connection to fetch it by.

import { visibleText } from "./anchoring.js";

let blank = null; // the form as the server makes it, for some passage

/** Fetches a form while nothing else is to be done. */
export function keepBlankForm(room) {
  const pane = room.panes.find(({ annotateUrl, index }) => annotateUrl && index.runs.length);
  if (!pane) return;
  const { start } = pane.index.runs[0];
  const query = new URLSearchParams({ revision: pane.revision, start, end: start + 1, as: "none" });
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => fetchForm(`${pane.annotateUrl}?${query}`));
}

async function fetchForm(address) {
  try {
    const response = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    blank = page.querySelector("form.annotate");
    performance.mark("form at hand");
  } catch {
    // Then there is none; the next page may have it.
  }
}

/** A form for the passage, to be marked as a claim, quotation, tag or note; null without one. */
export function blankForm({ pane, span }, as) {
  if (!blank) return null;
  const form = document.importNode(blank, true);
  for (const name of ["action", "hx-post"]) form.setAttribute(name, pane.annotateUrl);
  form.dataset.draft = `new:${pane.article}:${span.start}:${span.end}:${pane.revision}`;
  for (const [name, value] of [...Object.entries(span), ["revision", pane.revision]]) {
    form.elements[name].value = value;
  }
  quote(form.querySelector("blockquote"), pane, span);
  form.querySelector(`[data-say="${as}"]`).open = true;
  return form;
}

function quote(element, pane, { start, end }) {
  element.textContent = visibleText(pane.index, start, end);
  element.lang = pane.index.locale;
  element.dir = pane.text.dir;
}
