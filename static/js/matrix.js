// The matrix by keyboard, as a grid: one stop for the Tab key, arrow keys between cells, Enter
// opens a cell beside the table and Escape comes back to it. Without this file every cell is a
// link to its own page.

import { announce } from "./announce.js";
import { cutForPaper } from "./matrix-paper.js";

const table = document.querySelector("[data-matrix]");
const panel = document.getElementById("cell-panel");
const LINK = "td > a, th > a";

let current = null; // the link in the table that the Tab key leads to
let opener = null; // the link whose cell is open, in the table if it is there

if (table) {
  table.role = "grid";
  for (const link of table.querySelectorAll(LINK)) link.tabIndex = -1;
  stopAt(table.querySelector("tbody td > a"));
  table.addEventListener("keydown", move);
  table.addEventListener("focusin", ({ target }) => stopAt(target.closest(LINK)));
  document.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) close();
  });
  panel.addEventListener("click", ({ target }) => target.closest("[data-close-cell]") && close());
  panel.addEventListener("htmx:afterSettle", show);
  document.querySelector(".matrix-keys").hidden = false;
  cutForPaper(table);
}

function stopAt(link) {
  if (!link) return;
  if (current) current.tabIndex = -1;
  current = link;
  current.tabIndex = 0;
}

// --- moving ---

function move(event) {
  const link = event.target.closest(LINK);
  const next = link && !event.altKey && !event.metaKey && destination(link, event);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function destination(link, { key, ctrlKey }) {
  const cell = link.parentElement;
  const row = cell.parentElement;
  const at = Array.prototype.indexOf.call(row.cells, cell);
  const forward = getComputedStyle(table).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  if (ctrlKey && key !== "Home" && key !== "End") return null;
  switch (key) {
    case forward:
      return linkIn(row, at + 1);
    case backward:
      return linkIn(row, at - 1);
    case "ArrowDown":
      return along(row, at, 1);
    case "ArrowUp":
      return along(row, at, -1);
    case "PageDown":
      return along(row, at, 8);
    case "PageUp":
      return along(row, at, -8);
    case "Home":
      return linkIn(ctrlKey ? table.tBodies[0].querySelector("tr:not(.group)") : row, 0);
    case "End":
      return linkIn(ctrlKey ? table.rows[table.rows.length - 1] : row, row.cells.length - 1);
  }
  return null;
}

function linkIn(row, at) {
  return row?.cells[at]?.querySelector("a");
}

// The cell `steps` rows further on in the same column, or the last one there is: headings of
// groups, and the corner, have none.
function along(row, at, steps) {
  let found = null;
  let left = Math.abs(steps);
  for (let i = row.rowIndex + Math.sign(steps); left && table.rows[i]; i += Math.sign(steps)) {
    const link = linkIn(table.rows[i], at);
    if (link) [found, left] = [link, left - 1];
  }
  return found;
}

// --- opening ---

function open(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("[data-matrix] td > a, .findings a[data-cell]");
  if (!link) return;
  event.preventDefault();
  const inTable = link.dataset.cell && document.getElementById(link.dataset.cell);
  opener = inTable?.querySelector("a") ?? link;
  if (inTable) {
    stopAt(opener);
    inTable.scrollIntoView({ block: "center", inline: "center" });
  }
  htmx.ajax("GET", link.href, { source: panel, target: panel, swap: "innerHTML" });
}

function show() {
  const detail = panel.querySelector(".cell-detail");
  if (!detail) return;
  panel.show();
  detail.querySelector("[data-close-cell]").hidden = false;
  const title = detail.querySelector("h2");
  panel.setAttribute("aria-labelledby", title.id);
  markOpen(opener);
  renew(detail);
  title.focus({ preventScroll: false });
}

// The table says what the cell says now: a verdict may have been given in the panel.
function renew(detail) {
  const cell = opener?.closest("[data-matrix] td");
  const now = detail.querySelector("[data-in-short]")?.innerHTML.trim();
  if (!cell || !now || opener.innerHTML === now) return;
  opener.innerHTML = now;
  cell.classList.remove("open");
  announce(opener.textContent);
}

function markOpen(link) {
  table.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link?.closest("[data-matrix] td > a")?.setAttribute("aria-current", "true");
}

function close() {
  panel.close();
  markOpen(null);
  opener?.focus();
  opener = null;
}
