// What is typed, kept in this browser for the person who typed it: drafts, and what could not be
// sent. On a machine that several people use nobody gets to see, or sends, what another typed.

const PREFIX = `draft ${document.body.dataset.person ?? ""} `;
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000; // ms: a month

export function keep(name, draft) {
  localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
}

/** {at, about, values, unsent}: `unsent` is {path, values} of what was to be sent, if it was. */
export function keptAs(name) {
  return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
}

export function drop(name) {
  localStorage.removeItem(PREFIX + name);
}

/** Everything kept for this person, as {name, draft}, the oldest first. */
export function allKept() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const found = keys.map((key) => key.slice(PREFIX.length));
  const drafts = found.map((name) => ({ name, draft: keptAs(name) }));
  return drafts.sort((a, b) => a.draft.at - b.draft.at);
}

export function dropOld() {
  for (const { name, draft } of allKept()) if (draft.at < Date.now() - KEPT_FOR) drop(name);
}
