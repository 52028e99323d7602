// Keys. Letters work wherever nothing is being typed and can be switched off (WCAG 2.1.4); arrows
// and Enter only while a text has the focus. The dialog #keys lists them all.

const SWITCH = "parallax keys";

/** `anywhere` and `inText` map the name of a key to what it does. */
export function watchKeys(room, { anywhere, inText }) {
  document.addEventListener("keydown", (event) => {
    const isText = room.panes.some((pane) => pane.text === event.target);
    const command = commandOf(event, anywhere, isText ? inText : {});
    if (!command) return;
    event.preventDefault();
    command();
  });
  watchDialog();
}

/** What the pressed key does; `always` holds those that cannot be switched off. */
export function commandOf(event, commands, always = {}) {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return null;
  const named = (name) => always[name] || (isAllowed(name) && commands[name]);
  return namesOf(event).map(named).find(Boolean);
}

function isTyping(target) {
  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  return target.closest(`${typing}, dialog, #panel`) !== null;
}

function isAllowed(name) {
  return name === "Escape" || name.startsWith("Mod+") || localStorage.getItem(SWITCH) !== "off";
}

// The most special name first: with Shift a letter may mean something else, or the same.
function namesOf(event) {
  if (event.key.length > 1) return [withModifiers(event)];
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const shift = shiftKey ? "Shift+" : "";
  if ((ctrlKey || metaKey) && !altKey) return [`Mod+${shift}${letter(event)}`];
  const name = character(event);
  return name === null ? [] : [`${shift}${name}`, name];
}

function withModifiers({ ctrlKey, altKey, shiftKey, key }) {
  const start = ctrlKey || altKey ? "Start+" : "";
  return `${start}${shiftKey ? "Shift+" : ""}${key}`;
}

function character(event) {
  const { ctrlKey, altKey, metaKey, key } = event;
  const isThirdLevel = event.getModifierState("AltGraph") || (altKey && /[^\p{L}\p{N}]/u.test(key));
  if (metaKey || ((ctrlKey || altKey) && !isThirdLevel)) return null;
  return letter(event);
}

function letter(event) {
  return /[\x20-\x7e]/.test(event.key) ? event.key.toLowerCase() : onOtherLayout(event);
}

// Somebody who reads Arabic or Russian may have that keyboard on: the place of the key counts then.
function onOtherLayout({ key, code }) {
  const known = { "؟": "?", BracketLeft: "[", BracketRight: "]" };
  return known[key] ?? known[code] ?? code.replace(/^Key|^Digit/, "").toLowerCase();
}

// --- the list of keys ---

export function openKeys() {
  document.getElementById("keys")?.showModal();
}

function watchDialog() {
  const letters = document.querySelector("[data-toggle-keys]");
  if (letters) {
    letters.checked = localStorage.getItem(SWITCH) !== "off";
    letters.addEventListener("change", () =>
      localStorage.setItem(SWITCH, letters.checked ? "on" : "off"),
    );
  }
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", openKeys);
  }
}
