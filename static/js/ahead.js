// What is typed while the form that was asked for is still on its way: it is kept and goes into the
// form's first field, so that nobody has to wait for the server before typing.

let typed = null; // what was typed so far; null while nothing is awaited

/** Listens on the panel, which has the focus until the form is there. */
export function watchTypingAhead(panel) {
  panel.addEventListener("keydown", (event) => {
    if (typed === null || event.target !== panel || !isForText(event)) return;
    typed = event.key === "Backspace" ? typed.slice(0, -1) : typed + event.key;
    event.preventDefault();
  });
}

function isForText(event) {
  const { key, ctrlKey, altKey, metaKey } = event;
  const isThirdLevel = event.getModifierState("AltGraph");
  if (metaKey || ((ctrlKey || altKey) && !isThirdLevel)) return false;
  return key === "Backspace" || Array.from(key).length === 1;
}

export function awaitTyping() {
  typed = "";
}

/** Gives what was typed to a field of text; with null it is dropped, and nothing is awaited. */
export function handOver(field) {
  const words = typed;
  typed = null;
  if (!words || !field?.matches("input[type=text], textarea")) return;
  field.value += words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
