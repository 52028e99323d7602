// On paper a matrix of many articles is cut into sheets that can be read, each with the column of
// the claims. They are made when it is printed: the page itself carries every cell once.

const FIT = 10; // articles beside the claims on a sheet in landscape

export function cutForPaper(table) {
  const articles = table.tHead.rows[0].cells.length - 1;
  const place = table.closest(".matrix-and-cell");
  if (articles <= FIT) return;
  addEventListener("beforeprint", () => place.after(sheetsOf(table, articles)));
  addEventListener("afterprint", () => place.nextElementSibling.remove());
}

function sheetsOf(table, articles) {
  const sheets = document.createElement("div");
  sheets.className = "matrix-sheets";
  const share = Math.ceil(articles / Math.ceil(articles / FIT));
  for (let first = 1; first <= articles; first += share) {
    const last = Math.min(first + share - 1, articles);
    const sheet = sheetOf(table, first, last);
    const title = sheet.querySelector("th");
    title.append(`, articles ${first} to ${last} of ${articles}`);
    sheets.append(sheet);
  }
  for (const each of sheets.querySelectorAll("[id]")) each.removeAttribute("id");
  return sheets;
}

function sheetOf(table, first, last) {
  const sheet = table.cloneNode(false);
  for (const part of [table.tHead, ...table.tBodies]) {
    const copy = sheet.appendChild(part.cloneNode(false));
    copy.append(...Array.from(part.rows, (row) => rowOf(row, first, last)));
  }
  return sheet;
}

function rowOf(row, first, last) {
  const copy = row.cloneNode(false);
  const cells = [row.cells[0], ...Array.from(row.cells).slice(first, last + 1)];
  copy.append(...cells.map((cell) => cell.cloneNode(true)));
  return copy;
}
