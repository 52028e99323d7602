// Lines of marks that came from the server, wherever from: merged into the lists, and shown in
// everything that says something about the marks.

import { showClaimMenu } from "./claimmenu.js";
import { showChosen } from "./choosing.js";
import { mergeArrivals } from "./merging.js";

/** `arrivals` is an element with data-arrivals; returns what `mergeArrivals` does. */
export function bringIn(room, arrivals) {
  const merged = mergeArrivals(room, arrivals);
  showChosen(room);
  showClaimMenu(room, merged.shown);
  return merged;
}

/** The data-arrivals element of an answer that is no part of the page yet, or null. */
export function arrivalsIn(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const arrivals = answer.querySelector("[data-arrivals]");
  return arrivals && document.importNode(arrivals, true);
}

/** What a change of one's own has made of the marks comes with the answer to it. */
export function watchAnswers(room) {
  document.body.addEventListener("htmx:afterSwap", ({ target }) => {
    for (const arrivals of target.querySelectorAll("[data-arrivals]")) bringIn(room, arrivals);
  });
}
