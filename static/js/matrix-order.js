// The order of the claims by keyboard, where Alt with an arrow key presses the button that moves, and
// by dragging.

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

// --- dragging ---

const EDGE = 60; // px from the upper and lower end of the window in which it scrolls
const SCROLL = 10; // px a frame

let drag = null; // { line, y, aim: { line, side } }

document.addEventListener("pointerdown", (event) => {
  const line = event.target.closest("[data-grip]")?.closest(".arrange-claim");
  if (!line || event.button) return;
  event.preventDefault();
  event.target.setPointerCapture(event.pointerId);
  drag = { line, y: event.clientY, aim: null };
  line.classList.add("is-dragged");
  requestAnimationFrame(goOn);
});
document.addEventListener("pointermove", (event) => {
  if (drag) drag.y = event.clientY;
});
document.addEventListener("pointerup", () => {
  if (!drag) return;
  aim();
  const { line, aim: aimed } = drag;
  stop();
  if (aimed) place(line, aimed);
});
document.addEventListener("pointercancel", () => drag && stop());
document.addEventListener("keydown", ({ key }) => key === "Escape" && drag && stop());

function goOn() {
  if (!drag) return;
  if (drag.y < EDGE) scrollBy(0, -SCROLL);
  if (drag.y > innerHeight - EDGE) scrollBy(0, SCROLL);
  aim();
  requestAnimationFrame(goOn);
}

// The line at the height of the pointer, wherever beside it the pointer is.
function aim() {
  const { left, width } = drag.line.getBoundingClientRect();
  const line = document.elementFromPoint(left + width / 2, drag.y)?.closest(".arrange-claim");
  unmark();
  if (!line || line === drag.line) return (drag.aim = null);
  const { top, height } = line.getBoundingClientRect();
  const side = drag.y < top + height / 2 ? "before" : "behind";
  line.classList.add(`is-${side}`);
  drag.aim = { line, side };
}

function unmark() {
  drag.aim?.line.classList.remove("is-before", "is-behind");
}

function stop() {
  unmark();
  drag.line.classList.remove("is-dragged");
  drag = null;
}

function place(line, { line: other, side }) {
  const form = line.closest("form");
  const number = ({ id }) => id.replace("claim-", "");
  const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
  const values = { csrfmiddlewaretoken, placed: number(line), [side]: number(other) };
  line.querySelector("input").focus(); // it is found again by that
  htmx.ajax("POST", form.action, { target: form, swap: "outerHTML", values });
}

function showKeys() {
  const keys = document.querySelector(".arrange-keys");
  if (keys) keys.hidden = false;
}

showKeys();
