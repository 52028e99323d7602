// Search-as-you-type: turns <input data-combobox="URL?q="> into an ARIA combobox with a listbox.
// Choosing an entry puts its value into the hidden field named by data-combobox-value; what is
// only typed leaves that field empty and means something new. With data-combobox-note, what was
// chosen stands under the field, too. Without this file: a plain text field.

const PAUSE = 150; // ms without a key before the server is asked
let count = 0;

export function enhanceCombobox(input) {
  if (input.role === "combobox") return;
  const box = { input, list: makeList(input), options: [], active: -1, request: null, timer: 0 };
  box.note = "comboboxNote" in input.dataset ? makeNote(box.list) : null;
  box.hidden = input.form?.elements[input.dataset.comboboxValue] ?? null;
  describe(box);
  input.addEventListener("input", () => typed(box));
  input.addEventListener("keydown", (event) => pressed(box, event));
  input.addEventListener("click", () => isOpen(box) || search(box));
  input.addEventListener("blur", () => close(box));
  box.list.addEventListener("pointerdown", (event) => event.preventDefault());
  box.list.addEventListener("click", ({ target }) => {
    const item = target.closest("[role=option]");
    if (item) take(box, Array.from(box.list.children).indexOf(item));
  });
  tell(box);
}

function makeList(input) {
  const wrapper = document.createElement("span");
  const list = document.createElement("ul");
  wrapper.className = "combobox";
  list.className = "combobox-list";
  list.id = `combobox-${(count += 1)}`;
  list.role = "listbox";
  list.hidden = true;
  list.tabIndex = -1; // a list that scrolls would take the focus when Tab leaves the field
  list.ariaLabel = input.labels?.[0]?.textContent.trim() ?? input.ariaLabel ?? "Suggestions";
  const hadFocus = document.activeElement === input; // moving an element takes its focus away
  input.replaceWith(wrapper);
  wrapper.append(input, list);
  if (hadFocus) input.focus();
  return list;
}

function makeNote(list) {
  const note = document.createElement("p");
  note.className = "helptext combobox-note";
  list.parentElement.after(note);
  return note;
}

// What was chosen, in full where the field is too narrow for it; what is typed tells of itself.
function tell({ input, note }, detail = "") {
  const isCut = input.scrollWidth > input.clientWidth;
  const whole = isCut ? [textIn("bdi", input.value, { dir: "auto" }), " "] : [];
  note?.replaceChildren(...whole, detail);
}

function describe({ input, list }) {
  input.role = "combobox";
  input.autocomplete = "off";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
}

const isOpen = (box) => !box.list.hidden;

// --- asking ---

function typed(box) {
  box.note?.replaceChildren();
  if (box.hidden) box.hidden.value = "";
  clearTimeout(box.timer);
  box.timer = setTimeout(() => search(box), PAUSE);
}

async function search(box) {
  box.request?.abort();
  box.request = new AbortController();
  const url = box.input.dataset.combobox + encodeURIComponent(box.input.value);
  try {
    const response = await fetch(url, { signal: box.request.signal });
    if (response.ok) show(box, await response.json());
  } catch (error) {
    if (error.name !== "AbortError") close(box); // the field goes on as a plain one
  }
}

// --- showing ---

function show(box, found) {
  if (document.activeElement !== box.input) return;
  box.options = [...found, ...newEntry(box, found)];
  box.list.replaceChildren(...box.options.map((option, i) => item(box, option, i)));
  box.active = -1;
  point(box, -1);
  open(box, box.options.length > 0);
}

function newEntry({ input }, found) {
  const text = input.value.trim();
  const label = input.dataset.comboboxNew;
  if (!label || !text || found.some((option) => option.label === text)) return [];
  return [{ value: "", label: text, prefix: label }];
}

function item(box, { label, detail, lang, dir, prefix }, position) {
  const element = document.createElement("li");
  element.id = `${box.list.id}-${position}`;
  element.role = "option";
  element.className = prefix ? "combobox-option combobox-new" : "combobox-option";
  if (prefix) element.append(`${prefix} `);
  element.append(textIn("bdi", label, { lang, dir }));
  if (detail) element.append(" ", textIn("small", detail, { className: "combobox-detail" }));
  return element;
}

function textIn(tag, text, { lang = "", dir = "", className = "" }) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (lang) element.lang = lang;
  if (dir) element.dir = dir;
  if (className) element.className = className;
  return element;
}

function open(box, isOpened) {
  box.list.hidden = !isOpened;
  box.input.setAttribute("aria-expanded", String(isOpened));
}

function close(box) {
  clearTimeout(box.timer);
  box.request?.abort();
  open(box, false);
  point(box, -1);
}

// --- walking and taking ---

function pressed(box, event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) step(box, move);
  else if (event.key === "Enter" && isOpen(box) && box.active >= 0) take(box, box.active);
  else if (event.key === "Escape" && isOpen(box)) close(box);
  else return;
  event.preventDefault();
}

function step(box, move) {
  if (!isOpen(box)) return search(box);
  const count = box.options.length;
  const start = box.active < 0 && move < 0 ? count : box.active;
  point(box, (start + move + count) % count);
}

function point(box, position) {
  box.list.children[box.active]?.setAttribute("aria-selected", "false");
  box.active = position;
  const element = box.list.children[position];
  element?.setAttribute("aria-selected", "true");
  element?.scrollIntoView({ block: "nearest" });
  if (element) box.input.setAttribute("aria-activedescendant", element.id);
  else box.input.removeAttribute("aria-activedescendant");
}

function take(box, position) {
  const option = box.options[position];
  box.input.value = option.label;
  if (box.hidden) box.hidden.value = option.value;
  close(box);
  box.input.focus();
  box.input.dispatchEvent(new Event("change", { bubbles: true })); // so that the draft knows it
  tell(box, option.detail ? `(${option.detail})` : "(new)");
}
