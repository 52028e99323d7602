// The marks of the texts, as the server's data blocks beside the lists tell them: all of a text, in
// reading order. Of some the list has a line (`element`), which says what they say; of others it
// has none yet.

export function listOf(article) {
  return document.querySelector(`#marks-${article} > ol`);
}

/** The marks of one article; start and end are code points of its text, half-open. */
export function readMarks(article) {
  const list = listOf(article);
  if (!list) return [];
  return readBlock(list.parentElement.querySelector("[data-paint]"), linesIn(list));
}

/** The marks in a data block, with their lines where there are any. */
export function readBlock(block, lines) {
  return JSON.parse(block.textContent).map((row) => readMark(row, lines));
}

/** The lines of marks inside an element, by the uid of the mark. */
export function linesIn(element) {
  const lines = element.querySelectorAll(".mark");
  return new Map(Array.from(lines, (line) => [line.dataset.annotation, line]));
}

// As annotations/painting.py writes it.
function readMark([uid, version, start, end, kinds, utterance, claims], lines) {
  return {
    uid,
    version,
    start,
    end,
    kinds,
    utterance: utterance === null ? "" : String(utterance),
    claims: claims.map(([number]) => String(number)),
    colours: claims.map(([, colour]) => colour),
    stances: claims.map(([, , stance]) => stance),
    element: lines.get(uid) ?? null,
  };
}

export function inReadingOrder(a, b) {
  return a.start - b.start || b.end - a.end;
}

/** The marks that cover a code point, the smallest first. */
export function covering(marks, point) {
  return marks
    .filter((mark) => mark.start <= point && point < mark.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}

export function stanceOn(mark, claim) {
  return mark.stances[mark.claims.indexOf(claim)] ?? "";
}
