// The marks of one article, read from the server's list beside the text (#marks-<article>).
// The list is the truth: nothing about a mark is kept anywhere else in the browser.

export function listOf(article) {
  return document.querySelector(`#marks-${article} > ol`);
}

/** Marks in reading order; start and end are code points of the article's text, half-open. */
export function readMarks(article) {
  const lines = listOf(article)?.querySelectorAll(".mark") ?? [];
  return Array.from(lines, readMark).sort(inReadingOrder);
}

export function readMark(element) {
  const { annotation, version, article, start, end, claims, stances, kinds, colours, utterance } =
    element.dataset;
  return {
    uid: annotation,
    version: Number(version),
    article,
    start: Number(start),
    end: Number(end),
    claims: words(claims),
    stances: words(stances),
    kinds: words(kinds),
    colours: words(colours),
    utterance: utterance || null,
    element,
  };
}

function words(value = "") {
  return value.split(/\s+/).filter(Boolean);
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
