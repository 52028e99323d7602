// What is typed into a form[data-draft] is kept in this browser until the server has taken it,
// and offered again when the form for the same thing is opened.

const PREFIX = "draft ";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000; // ms: a month
const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "exact"]);

const enhanced = new WeakSet();
const keyOf = (form) => PREFIX + form.dataset.draft;

export function enhanceDraft(form) {
  if (enhanced.has(form)) return;
  enhanced.add(form);
  nameSubmission(form);
  const draft = readDraft(keyOf(form));
  if (draft && differs(form, draft)) form.prepend(offer(form, draft));
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => keep(form));
}

/** Drops a draft once the server has acknowledged it. */
export function watchSending() {
  dropOldDrafts();
  document.body.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    const form = draftFormOf(detail);
    if (form && isTaken(detail)) localStorage.removeItem(keyOf(form));
  });
}

// 409 and 422 ask for more, and who was sent on to log in has not been heard.
function isTaken({ xhr, requestConfig }) {
  const isHere = xhr.responseURL.endsWith(requestConfig.path);
  const isSentOn = !isHere || xhr.getResponseHeader("HX-Redirect");
  return xhr.status >= 200 && xhr.status < 300 && !isSentOn;
}

// After the answer the form may be gone from the page; the request still knows it.
function draftFormOf({ requestConfig: { elt, verb } }) {
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

function keep(form) {
  const draft = { at: Date.now(), values: valuesOf(form) };
  localStorage.setItem(keyOf(form), JSON.stringify(draft));
}

function valuesOf(form) {
  return Array.from(new FormData(form)).filter(
    ([name, value]) => !NEVER_KEPT.has(name) && typeof value === "string",
  );
}

function readDraft(key) {
  return JSON.parse(localStorage.getItem(key) ?? "null");
}

function dropOldDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && readDraft(key).at < Date.now() - KEPT_FOR) {
      localStorage.removeItem(key);
    }
  }
}

// --- offering ---

function differs(form, draft) {
  const typed = (values) => JSON.stringify(values.filter(([name]) => name !== "uid"));
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
  const values = Map.groupBy(draft.values, ([name]) => name);
  for (const field of form.elements) {
    if (!field.name || NEVER_KEPT.has(field.name) || field.type === "file") continue;
    fill(field, (values.get(field.name) ?? []).map(([, value]) => value));
  }
  remove(form, box);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function fill(field, values) {
  const isTicked = field.type === "checkbox" || field.type === "radio";
  if (isTicked) field.checked = values.includes(field.value);
  else if (values.length) field.value = values[0];
}

function discard(form, box) {
  localStorage.removeItem(keyOf(form));
  remove(form, box);
}

function remove(form, box) {
  box.remove();
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}
