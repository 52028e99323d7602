// The menu of the claims that the panes have, kept in step with the lists of marks; where there are
// many, a field finds some of them.

import { hasWords } from "./folded.js";

export function watchClaimMenu(room) {
  const menu = room.main.querySelector("[data-claim-menu]");
  const field = menu.querySelector("[data-claim-filter]");
  if (!field) return;
  const fits = (item) => hasWords(item.textContent, field.value);
  field.addEventListener("input", () => {
    for (const item of items(menu)) item.parentElement.classList.toggle("is-left-out", !fits(item));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    items(menu).find((item) => !item.parentElement.hidden && fits(item))?.click();
  });
  menu.addEventListener("toggle", () => {
    if (menu.open && matchMedia("(pointer: fine)").matches) field.focus(); // else a keyboard covers it
  });
}

function items(menu) {
  return Array.from(menu.querySelectorAll("[data-claim]"));
}

/** `shown` are the changes just merged: they know the newest wording of the claims they render. */
export function showClaimMenu(room, shown) {
  const menu = room.main.querySelector("[data-claim-menu]");
  const counts = countPanes(room);
  for (const { line } of shown) for (const claim of claimLines(line)) putIntoMenu(menu, claim);
  for (const item of items(menu)) {
    const count = counts.get(item.dataset.claim) ?? 0;
    item.querySelector("[data-panes-with]").textContent = `${count} of ${room.panes.length}`;
    item.parentElement.hidden = count === 0;
  }
  menu.hidden = counts.size === 0;
}

function countPanes(room) {
  const counts = new Map();
  for (const { marks } of room.panes) {
    for (const claim of new Set(marks.flatMap(({ claims }) => claims))) {
      counts.set(claim, (counts.get(claim) ?? 0) + 1);
    }
  }
  return counts;
}

function claimLines(line) {
  return Array.from(line.querySelectorAll(".claim-line"), (claim) => ({
    number: claim.querySelector("[data-claim]").dataset.claim,
    colour: claim.dataset.colour,
    statement: claim.querySelector(".statement").textContent,
  }));
}

function putIntoMenu(menu, { number, colour, statement }) {
  const item = menu.querySelector(`[data-claim="${number}"]`) ?? addItem(menu, number, colour);
  item.querySelector(".statement").textContent = statement;
}

function addItem(menu, number, colour) {
  const line = menu.querySelector("template").content.firstElementChild.cloneNode(true);
  const item = line.querySelector("a");
  const address = new URL(location.href);
  address.searchParams.set("claim", number);
  Object.assign(item, { href: address.href });
  Object.assign(item.dataset, { claim: number, colour });
  const chip = line.querySelector(".claim-chip");
  chip.textContent = number;
  chip.dataset.colour = colour;
  const later = items(menu).find(({ dataset }) => Number(dataset.claim) > Number(number));
  menu.querySelector("ul").insertBefore(line, later?.parentElement ?? null);
  return item;
}
