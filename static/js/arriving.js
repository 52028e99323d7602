// Lines of marks that came from the server, wherever from: merged into the lists, and told to
// everything that says something about the marks.

import { showClaimMenu } from "./claimmenu.js";
import { mergeArrivals } from "./merging.js";

/** `arrivals` is an element with data-arrivals; returns what `mergeArrivals` does. */
export function bringIn(room, arrivals, options) {
  const merged = mergeArrivals(room, arrivals, options);
  showClaimMenu(room, merged.shown);
  room.main.dispatchEvent(new Event("marks:changed"));
  return merged;
}

/** Asks for marks as they are now; `names` are pairs for the query. Null without an answer. */
export async function fetchArrivals(room, names) {
  try {
    const response = await fetch(`${room.main.dataset.marks}?${new URLSearchParams(names)}`);
    return response.ok && !response.redirected ? arrivalsIn(await response.text()) : null;
  } catch {
    return null;
  }
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
