// The order of the claims by keyboard: Alt with an arrow key presses the button that moves.

const BUTTONS = { ArrowUp: "up", ArrowDown: "down" };

document.addEventListener("keydown", (event) => {
  const name = event.altKey && BUTTONS[event.key];
  const line = name && event.target.closest(".arrange-claim");
  if (!line) return;
  event.preventDefault();
  line.querySelector(`button[name=${name}]`)?.click();
});

// What had the focus may not be there any more: a claim that is first cannot go up.
let chosen = null;
document.addEventListener("htmx:beforeRequest", () => {
  chosen = document.activeElement?.closest(".arrange-claim")?.id ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  showKeys();
  if (chosen && document.activeElement === document.body) focusOn(chosen);
});

function focusOn(id) {
  document.getElementById(id)?.querySelector("input")?.focus();
}

function showKeys() {
  const keys = document.querySelector(".arrange-keys");
  if (keys) keys.hidden = false;
}

showKeys();
