// The text cursor of a pane, for hands on the keyboard: it stands on sentences, selects them, and
// grows or shrinks the selection by word. What it selects is the browser's own selection.

import { announce } from "./announce.js";
import { anchorOf, firstIndex, rangeOf, tidy, visibleText } from "./anchoring.js";
import { unitsToPoints, wordStops } from "./offsets.js";
import { paint } from "./painting.js";
import { firstVisiblePoint } from "./place.js";
import { makeCurrent, paneAround } from "./room.js";
import { bringIntoView } from "./scrolling.js";
import { hold } from "./together.js";

/** Sentences of the readable text as [start, end); a block without sentences counts as one. */
function sentencesOf({ index }) {
  index.sentences ??= index.blocks.filter(({ struck }) => !struck).flatMap(sentencesOfBlock);
  return index.sentences;
}

function sentencesOfBlock({ element, start, end }) {
  const parts = Array.from(element.querySelectorAll(".s[data-start]"), ({ dataset }) => ({
    start: Number(dataset.start),
    end: Number(dataset.end),
  }));
  return parts.length ? parts : [{ start, end }];
}

/** The sentence at a code point of a pane's text, or the next one. */
export function sentenceAt(pane, point) {
  return sentencesOf(pane).find(({ end }) => end > point) ?? sentencesOf(pane).at(-1) ?? null;
}

// --- moving ---

export function moveSentence(room, direction) {
  const pane = room.current;
  const sentences = sentencesOf(pane);
  const start = selectionIn(pane)?.start ?? pane.sentence?.start;
  const now = sentences.findIndex((each) => each.end > start);
  const next = start === undefined ? firstShown(pane) : sentences[now + direction];
  if (next) standOn(room, pane, next);
}

function firstShown(pane) {
  return sentenceAt(pane, firstVisiblePoint(pane));
}

function standOn(room, pane, sentence) {
  getSelection().removeAllRanges();
  makeCurrent(room, pane);
  pane.text.focus({ preventScroll: true });
  placeCursor(room, pane, sentence);
  hold(pane);
  bringIntoView(pane, sentence);
  announce("", visibleText(pane.index, sentence.start, sentence.end), pane.index.locale);
}

/** Goes to the sentence that the address names (#s-…), as links of search hits do. */
export function standAtAddress(room) {
  const named = location.hash.startsWith("#s-") && document.getElementById(location.hash.slice(1));
  const pane = named && paneAround(room, named);
  if (pane) standOn(room, pane, sentenceAt(pane, Number(named.dataset.start)));
}

function placeCursor(room, pane, sentence) {
  pane.sentence = sentence;
  for (const each of room.panes) paint("sentence", each, each === pane ? [sentence] : []);
}

/** Lets the keys go on from a point of the text; shown only to hands on the keyboard, and not where
    a chosen passage shows the place already. */
export function resumeAt(room, pane, point) {
  placeCursor(room, pane, sentenceAt(pane, point));
  if (room.chosen || !pane.text.matches(":focus-visible")) hideCursor(room);
}

/** The sentence stays where the keys go on, but is not painted any more. */
export function hideCursor(room) {
  for (const pane of room.panes) paint("sentence", pane, []);
}

export function goToPane(room, pane) {
  if (!pane) return;
  makeCurrent(room, pane);
  pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  pane.text.focus({ preventScroll: true });
}

export function stepPane(room, direction) {
  const now = room.panes.indexOf(room.current);
  goToPane(room, room.panes[(now + direction + room.panes.length) % room.panes.length]);
}

// --- selecting ---

/** The tidied selection inside this pane as {start, end}, or null. */
export function selectionIn(pane) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const { anchorNode, focusNode } = selection;
  const isHere = pane.text.contains(anchorNode) || pane.text.contains(focusNode);
  return isHere ? anchorOf(pane.index, selection.getRangeAt(0)) : null;
}

export function selectSentence(room) {
  const pane = room.current;
  const sentence = pane.sentence ?? firstShown(pane);
  if (!sentence) return;
  placeCursor(room, pane, sentence);
  select(pane, sentence.start, sentence.end);
}

/** Moves one edge of the selection by a word: +1 on, -1 back in the order of reading. */
export function moveEdge(room, edge, direction) {
  const pane = room.current;
  const now = selectionIn(pane);
  if (!now) return selectFirstWord(room);
  const point = nextStop(pane.index, edge, direction, now[edge]);
  const { start, end } = { ...now, [edge]: point ?? now[edge] };
  if (start < end) select(pane, start, end);
}

function selectFirstWord(room) {
  const pane = room.current;
  const sentence = pane.sentence ?? firstShown(pane);
  const word = sentence && stopsOf(pane.index).find(({ start }) => start >= sentence.start);
  if (word) select(pane, word.start, word.end);
}

export function select(pane, start, end) {
  const span = tidy(pane.index, start, end);
  const range = span && rangeOf(pane.index, span);
  if (!range) return;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  announce("Selected:", visibleText(pane.index, span.start, span.end), pane.index.locale);
}

function nextStop(index, edge, direction, point) {
  const stops = stopsOf(index);
  const at = firstIndex(stops, (stop) => stop[edge] >= point);
  if (direction < 0) return stops[at - 1]?.[edge];
  return stops[stops[at]?.[edge] === point ? at + 1 : at]?.[edge];
}

function stopsOf(index) {
  index.stops ??= index.blocks
    .filter(({ struck }) => !struck)
    .flatMap((block) => stopsOfBlock(block, index.locale));
  return index.stops;
}

function stopsOfBlock(block, locale) {
  const toPoint = (unit) => block.start + unitsToPoints(block.text, unit);
  return wordStops(block.text, locale).map(({ start, end }) => ({
    start: toPoint(start),
    end: toPoint(end),
  }));
}

/** +1 where an arrow points on in the direction of reading of the pane, else -1. */
export function readingDirection(pane, arrow) {
  const isRightToLeft = getComputedStyle(pane.text).direction === "rtl";
  return (arrow === "right") === isRightToLeft ? -1 : 1;
}
