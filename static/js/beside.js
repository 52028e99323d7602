// What the machine proposes of the texts on the page, beside them: the passages of the suggestion
// that has the focus are painted lightly, and brought into view. The keys work while it has it.

import { standOnFirst, watchDeciding } from "./deciding.js";
import { commandOf } from "./keys.js";
import { paint } from "./painting.js";
import { bringIntoView } from "./scrolling.js";

/** Gives the key that opens the suggestions, or leads on to them. */
export function watchBeside(room) {
  const beside = document.getElementById("beside");
  const link = room.main.querySelector("[data-beside-open]");
  if (!beside || !link) return {};
  const keys = watchDeciding(beside, (card) => show(room, card));
  beside.addEventListener("keydown", (event) => {
    const command = commandOf(event, keys);
    if (!command) return;
    event.preventDefault();
    command();
  });
  beside.addEventListener("focusout", ({ relatedTarget }) => {
    if (!beside.contains(relatedTarget)) show(room, null);
  });
  beside.addEventListener("click", (event) => followHere(room, event));
  document.body.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target === beside) begin(beside);
  });
  return { b: () => (beside.firstElementChild ? begin(beside) : link.click()) };
}

function begin(beside) {
  if (beside.querySelector("[data-suggestion]")) standOnFirst(beside);
  else beside.querySelector("h2").focus();
}

// The links of passages lead into this room: where the text is on the page already, to its place.
function followHere(room, event) {
  const figure = event.target.closest("[data-open]")?.closest("figure");
  const here = figure && placeOf(room, figure);
  if (!here || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  here.pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  bringIntoView(here.pane, here.span);
  here.pane.text.focus({ preventScroll: true });
}

function show(room, card) {
  const figures = Array.from(card?.querySelectorAll("figure") ?? []);
  const places = figures.map((figure) => placeOf(room, figure)).filter(Boolean);
  for (const pane of room.panes) {
    const spans = places.filter((place) => place.pane === pane).map(({ span }) => span);
    paint("suggested", pane, spans);
    if (spans.length) bringIntoView(pane, spans[0]);
  }
}

function placeOf(room, { dataset }) {
  const pane = room.panes.find(
    ({ article, revision }) => article === dataset.article && revision === dataset.revision,
  );
  return pane && { pane, span: { start: Number(dataset.start), end: Number(dataset.end) } };
}
