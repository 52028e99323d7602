// How a passage seems to quote, by the quotation marks in and around it. It only fills in a form:
// whoever marks the passage says how it is.

import { blockAt, visibleText } from "./anchoring.js";

const MARKS = /["“”„«»]/gu;

/** "direct", "mixed" or "indirect", as the form's list of kinds has them. */
export function kindOfSpeech(index, { start, end }) {
  const words = visibleText(index, start, end);
  const block = blockAt(index, start);
  const isInside = count(visibleText(index, block.start, start)) % 2 === 1;
  const marks = count(words);
  if (isInside) return marks > 1 ? "mixed" : "direct";
  if (marks === 0) return "indirect";
  return /^["“„«»].*["“”«»][.,;!?…]*$/su.test(words) && marks === 2 ? "direct" : "mixed";
}

function count(text) {
  return text.match(MARKS)?.length ?? 0;
}
