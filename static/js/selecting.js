// A selected passage gets a small toolbar that says what it may be marked as. The selection may
// come from the mouse, a finger or the keyboard: it is the browser's own in each case.

import { rangeOf } from "./anchoring.js";
import { selectionIn } from "./cursor.js";
import { paneAround } from "./room.js";

const SETTLED = 150; // ms without a change before a selection counts as made
const GAP = 8; // px

/** The passage selected now as {pane, span}, or null. */
export function selectedPassage(room) {
  const { anchorNode, focusNode } = getSelection();
  const pane = paneAround(room, anchorNode) ?? paneAround(room, focusNode);
  const span = pane && selectionIn(pane);
  return span ? { pane, span } : null;
}

/** Shows the toolbar at each selection; `annotate(as)` is told which kind is asked for. */
export function watchSelection(room, annotate) {
  const toolbar = makeToolbar(annotate);
  if (!toolbar) return;
  const update = () => showToolbar(toolbar, selectedPassage(room));
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(update, SETTLED);
  });
  for (const moved of ["scroll", "resize"]) {
    addEventListener(moved, () => toolbar.hidden || update(), { capture: true, passive: true });
  }
}

function makeToolbar(annotate) {
  const template = document.getElementById("mark-toolbar");
  const toolbar = template?.content.firstElementChild.cloneNode(true);
  if (!toolbar) return null;
  toolbar.hidden = true;
  // Pressing a button must not take the selection away before the click arrives.
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
  toolbar.addEventListener("click", ({ target }) => {
    const as = target.closest("[data-as]")?.dataset.as;
    if (as) annotate(as);
  });
  toolbar.addEventListener("keydown", walkToolbar);
  return toolbar;
}

function walkToolbar(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const buttons = Array.from(event.currentTarget.querySelectorAll("button"));
  const next = buttons.indexOf(document.activeElement) + step;
  buttons[(next + buttons.length) % buttons.length].focus();
  event.preventDefault();
}

function showToolbar(toolbar, passage) {
  toolbar.hidden = !passage?.pane.annotateUrl;
  if (toolbar.hidden) return;
  const { pane, span } = passage;
  // Behind the text it belongs to, so that Tab leads from the one to the other.
  if (toolbar.parentElement !== pane.element) pane.text.after(toolbar);
  place(toolbar, Array.from(rangeOf(pane.index, span).getClientRects()));
}

function place(toolbar, lines) {
  if (lines.length === 0) return;
  const { width, height } = toolbar.getBoundingClientRect();
  const last = lines.at(-1);
  const fitsBelow = last.bottom + GAP + height < innerHeight;
  const x = last.left + last.width / 2 - width / 2;
  const y = fitsBelow ? last.bottom + GAP : lines[0].top - GAP - height;
  // Setting a property from a script is allowed where style attributes are forbidden.
  toolbar.style.setProperty("--x", `${Math.max(GAP, Math.min(x, innerWidth - width - GAP))}px`);
  toolbar.style.setProperty("--y", `${Math.max(GAP, Math.min(y, innerHeight - height - GAP))}px`);
}
