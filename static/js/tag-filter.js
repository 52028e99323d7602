// Finds a tag among many while somebody types: in its name, what it is a part of, and its meaning.
// Given ones stay in sight. Forms come and go with htmx, so the document listens for all of them.

import { hasWords } from "./folded.js";

const CHOICE = "[data-tag-choice]";

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-tag-filter]")) filter(target.closest(CHOICE), target.value);
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-tag-filter]");
  if (!field || event.key !== "Enter" || event.isComposing) return;
  event.preventDefault(); // the form is not done yet
  const first = lines(field.closest(CHOICE)).find((line) => !line.hidden && field.value);
  first?.querySelector("input").click();
});

function filter(choice, typed) {
  const above = [];
  for (const line of lines(choice)) {
    const level = Number(line.dataset.level);
    above.length = Math.min(above.length, level - 1);
    above.push(line.querySelector("label").textContent);
    const isGiven = line.querySelector("input").checked;
    line.hidden = !isGiven && !hasWords(`${above.join(" ")} ${line.textContent}`, typed);
  }
  tell(choice);
}

function tell(choice) {
  const all = lines(choice);
  const shown = all.filter((line) => !line.hidden).length;
  choice.querySelector("[data-tag-count]").textContent = `${shown} of ${all.length} tags`;
}

function lines(choice) {
  return Array.from(choice.querySelectorAll("li"));
}
