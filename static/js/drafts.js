// What is typed into a form[data-draft] is kept in this browser until the server has taken it,
// and offered again when the form for the same thing is opened.

import { drop, dropOld, keep, keptAs } from "./kept.js";

const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "exact"]);
const NAMES = new Set(["uid", "version"]); // of what is changed: nobody has typed them

const enhanced = new WeakSet();
const taken = new WeakSet(); // a field that goes away with its form may still tell of a change

export function enhanceDraft(form) {
  if (enhanced.has(form)) return;
  enhanced.add(form);
  nameSubmission(form);
  const draft = keptAs(form.dataset.draft);
  if (draft && differs(form, draft)) form.prepend(offer(form, draft));
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => keepDraft(form));
}

/** Drops a draft once the server has acknowledged it. */
export function watchSending() {
  dropOld();
  document.body.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    const form = draftFormOf(detail);
    if (!form || !isTaken(detail)) return;
    taken.add(form);
    drop(form.dataset.draft);
  });
}

// 409 and 422 ask for more, and who was sent on to log in has not been heard.
function isTaken({ xhr, requestConfig }) {
  const isHere = xhr.responseURL.endsWith(requestConfig.path);
  const isSentOn = !isHere || xhr.getResponseHeader("HX-Redirect");
  return xhr.status >= 200 && xhr.status < 300 && !isSentOn;
}

// After the answer the form may be gone from the page; the request still knows it.
export function draftFormOf({ requestConfig: { elt, verb } }) {
  return verb === "get" ? null : elt.closest("form[data-draft]");
}

// --- the name of a submission ---

// The same form sent twice carries the same uid, so it makes one annotation and not two.
function nameSubmission(form) {
  const field = form.elements.uid;
  if (field && !field.value) field.value = makeUid();
}

function makeUid() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only on https and on this machine
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// --- keeping ---

function keepDraft(form) {
  const draft = draftOf(form);
  if (!taken.has(form) && !isToBeSent(form, draft)) keep(form.dataset.draft, draft);
}

// A field that goes away with its form tells of a change that was kept to be sent already.
function isToBeSent(form, draft) {
  const kept = keptAs(form.dataset.draft);
  return Boolean(kept?.unsent) && JSON.stringify(kept.values) === JSON.stringify(draft.values);
}

/** What was to be sent and could not be, with everything that sending it again needs. */
export function keepUnsent(form, path) {
  const values = Array.from(new FormData(form)).filter(([name]) => name !== "csrfmiddlewaretoken");
  keep(form.dataset.draft, { ...draftOf(form), unsent: { path, values } });
}

function draftOf(form) {
  const about = form.querySelector("blockquote")?.textContent ?? "";
  return { about, values: valuesOf(form) };
}

function valuesOf(form) {
  return Array.from(new FormData(form)).filter(
    ([name, value]) => !NEVER_KEPT.has(name) && typeof value === "string",
  );
}

// --- offering ---

function differs(form, draft) {
  const typed = (values) => JSON.stringify(values.filter(([name]) => !NAMES.has(name)));
  return typed(draft.values) !== typed(valuesOf(form));
}

function offer(form, draft) {
  const box = document.createElement("div");
  box.className = "draft-offer";
  box.setAttribute("role", "status");
  const style = { dateStyle: "long", timeStyle: "short" };
  const when = new Date(draft.at).toLocaleString("en-GB", style);
  box.append(
    `Something you typed here on ${when} was not saved. `,
    offerButton("Take it up again", "draft-take", () => takeUp(form, draft, box)),
    offerButton("Discard it", "draft-drop", () => discard(form, box)),
  );
  return box;
}

function offerButton(label, className, run) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = label;
  button.addEventListener("click", run);
  return button;
}

function takeUp(form, draft, box) {
  for (const field of form.elements) {
    if (!field.name || NEVER_KEPT.has(field.name) || field.type === "file") continue;
    fill(field, draft.values.filter(([name]) => name === field.name).map(([, value]) => value));
  }
  remove(form, box);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function fill(field, values) {
  const isTicked = field.type === "checkbox" || field.type === "radio";
  if (isTicked) field.checked = values.includes(field.value);
  else if (values.length) field.value = values[0];
  const isSaid = isTicked ? field.checked : field.type !== "hidden" && field.value && values.length;
  if (isSaid) field.closest("details")?.setAttribute("open", "");
}

function discard(form, box) {
  drop(form.dataset.draft);
  remove(form, box);
}

function remove(form, box) {
  box.remove();
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}
