// What could not be sent for want of a connection: it is kept, sent when there is one again under
// the name it had (so that it is stored once), and offered to the hand where it was refused.

import { announce } from "./announce.js";
import { arrivalsIn, bringIn } from "./arriving.js";
import { isAway } from "./connection.js";
import { draftFormOf, keepUnsent } from "./drafts.js";
import { allKept, drop, keep, keptAs } from "./kept.js";
import { keptInPanel, openKept } from "./panel.js";

/** Keeps whatever a form was to send and could not. */
export function watchFailures(room) {
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(failure, ({ detail }) => {
      const form = draftFormOf(detail);
      if (!form) return;
      keepUnsent(form, detail.requestConfig.path);
      if (isAway()) keptInPanel(room);
    });
  }
  for (const event of ["panel:shown", "panel:shut"]) {
    room.main.addEventListener(event, () => showKept(room));
  }
}

// --- sending ---

export function hasUnsent() {
  return allKept().some(({ draft }) => draft.unsent);
}

/** Sends what was kept unsent; of several tabs one does. */
export function sendKept(room) {
  if (!navigator.locks) return sendAll(room);
  return navigator.locks.request("parallax outbox", { ifAvailable: true }, (lock) =>
    lock ? sendAll(room) : null,
  );
}

async function sendAll(room) {
  let stored = 0;
  for (const { name, draft } of allKept().filter((each) => each.draft.unsent)) {
    const form = formWith(name);
    if (form) form.requestSubmit();
    else if (await isStored(room, name, draft)) stored += 1;
    if (keptAs(name)?.unsent && !form) break; // no connection after all
  }
  if (stored) announce(stored === 1 ? "What was kept is stored." : `${stored} marks are stored.`);
  showKept(room);
}

// The form it stands in. One that was opened anew only offers it, and would send something else.
function formWith(name) {
  return document.querySelector(`form[data-draft="${CSS.escape(name)}"]:not(:has(> .draft-offer))`);
}

async function isStored(room, name, draft) {
  const response = await send(draft.unsent);
  if (!response || response.status >= 500 || response.status === 429) return false;
  const isTaken = response.ok && !response.redirected && !response.headers.get("HX-Redirect");
  if (isTaken) drop(name);
  else keep(name, { ...draft, unsent: null });
  if (isTaken) takeIn(room, await response.text());
  return isTaken;
}

async function send({ path, values }) {
  const body = new URLSearchParams(values);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    return await fetch(path, { method: "POST", body, headers: { "HX-Request": "true" } });
  } catch {
    return null;
  }
}

function takeIn(room, html) {
  const arrivals = arrivalsIn(html);
  if (arrivals) bringIn(room, arrivals);
}

// --- what is left ---

/** Lists what was typed for passages and marks of these panes and is not stored. */
export function showKept(room) {
  const section = room.main.querySelector("[data-kept]");
  if (!section) return;
  const items = allKept().flatMap(({ name, draft }) => keptItem(room, name, draft) ?? []);
  section.hidden = items.length === 0;
  section.querySelector("ul").replaceChildren(...items);
}

function keptItem(room, name, draft) {
  const isOpen = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
  const open = isOpen ? null : openKept(room, name);
  if (!open) return null;
  const item = document.createElement("li");
  const button = document.createElement("button");
  const passage = document.createElement("bdi");
  passage.textContent = draft.about.slice(0, 80) || "a comment";
  button.type = "button";
  button.append(passage);
  button.addEventListener("click", open);
  item.append(button, draft.unsent ? " (sent when you are connected)" : "");
  return item;
}
