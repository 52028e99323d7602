// While somebody types @ and the beginning of a name into a textarea[data-mentions="URL?q="], the
// members are listed whom it can mean; choosing one writes the name. Without it: a plain text field.

const PAUSE = 120; // ms without a key before the server is asked
const BEGUN = /(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{M}\p{N}_.+-]{0,60})$/u; // up to the caret

let open = null; // { field, list, people, active, start } of the one list that is shown
let timer = 0;
let request = null;

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("textarea[data-mentions]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => look(target), PAUSE);
});
document.addEventListener("keydown", (event) => open && pressed(event), true);
document.addEventListener("focusout", ({ target }) => target === open?.field && close());

async function look(field) {
  const begun = begunIn(field);
  if (begun === null || document.activeElement !== field) return close();
  request?.abort();
  request = new AbortController();
  const url = field.dataset.mentions + encodeURIComponent(begun);
  try {
    const response = await fetch(url, { signal: request.signal });
    if (response.ok) show(field, begun, await response.json());
  } catch (error) {
    if (error.name !== "AbortError") close(); // a name can be typed in full as well
  }
}

/** What stands between @ and the caret, null where no name is being written. */
function begunIn(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  return BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

// --- showing ---

function show(field, begun, people) {
  if (begunIn(field) !== begun) return;
  close();
  if (!people.length) return;
  const list = document.createElement("ul");
  list.className = "combobox-list mention-list";
  list.id = "mention-list";
  list.role = "listbox";
  list.ariaLabel = "Members";
  list.append(...people.map(option));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // so that the field keeps the focus
    const item = event.target.closest("[role=option]");
    if (item) take(Array.from(list.children).indexOf(item));
  });
  field.after(list);
  open = { field, list, people, active: -1, start: field.selectionStart - begun.length };
  field.setAttribute("aria-controls", list.id);
  point(0);
}

function option({ label, detail }, position) {
  const item = document.createElement("li");
  item.id = `mention-${position}`;
  item.role = "option";
  item.className = "combobox-option";
  const name = document.createElement("bdi");
  name.textContent = label;
  const username = document.createElement("small");
  username.className = "combobox-detail";
  username.textContent = detail;
  item.append(name, " ", username);
  return item;
}

function close() {
  if (!open) return;
  const { field, list } = open;
  open = null;
  list.remove();
  field.removeAttribute("aria-controls");
  field.removeAttribute("aria-activedescendant");
}

// --- walking and taking ---

function pressed(event) {
  if (event.target !== open.field || event.isComposing) return;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) point((open.active + move + open.people.length) % open.people.length);
  else if (event.key === "Enter" || event.key === "Tab") take(open.active);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation(); // Escape would close the panel as well
}

function point(position) {
  const { field, list, active } = open;
  list.children[active]?.setAttribute("aria-selected", "false");
  open.active = position;
  const item = list.children[position];
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", item.id);
}

function take(position) {
  const { field, people, start } = open;
  const end = field.selectionStart;
  close();
  field.setRangeText(`${people[position].value} `, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft knows it
}
