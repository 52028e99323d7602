// Between the DOM and the article: a Range of the document <-> [start, end) in code points of the
// article's text. The text nodes of a block (an element with data-start) are exactly its part of
// the text; between two blocks the text has only line ends.

import {
  behindPair,
  countPoints,
  pointsToUnits,
  snapEnd,
  snapStart,
  unitsToPoints,
} from "./offsets.js";

/**
 * The index of one pane's text, built once because the text is never swapped: blocks and text
 * nodes in order with their offsets, and the readable runs between struck passages.
 */
export function indexText(root) {
  const blocks = Array.from(root.querySelectorAll("[data-start]")).filter(isBlock).map(readBlock);
  const nodes = blocks.flatMap((block) => block.nodes);
  const byNode = new Map(nodes.map((entry) => [entry.node, entry]));
  return { root, locale: root.lang, blocks, nodes, byNode, runs: readableRuns(blocks) };
}

function isBlock(element) {
  return element.parentElement.closest("[data-start]") === null;
}

function readBlock(element) {
  const start = Number(element.dataset.start);
  const nodes = readNodes(element, start);
  return {
    element,
    start,
    end: nodes.at(-1)?.end ?? start,
    text: element.textContent,
    struck: element.closest(".struck") !== null,
    nodes,
  };
}

function readNodes(element, start) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = start; walker.nextNode(); at = nodes.at(-1).end) {
    nodes.push(readNode(walker.currentNode, at));
  }
  return nodes;
}

function readNode(node, start) {
  const points = countPoints(node.data);
  return { node, start, end: start + points, wide: points !== node.data.length };
}

function readableRuns(blocks) {
  const runs = [];
  let open = null;
  for (const { start, end, struck } of blocks) {
    if (struck) open = null;
    else if (open) open.end = end;
    else runs.push((open = { start, end }));
  }
  return runs;
}

/** Index of the first item that `test` holds for; it must hold for all after it. */
export function firstIndex(items, test) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function pointInNode(entry, unit) {
  return entry.start + (entry.wide ? unitsToPoints(entry.node.data, unit) : unit);
}

function unitInNode(entry, point) {
  const points = Math.max(entry.start, Math.min(point, entry.end)) - entry.start;
  return entry.wide ? pointsToUnits(entry.node.data, points) : points;
}

// --- DOM -> article ---

/** [start, end) of what a Range covers of this text, tidied; null where nothing is left to read. */
export function anchorOf(index, range) {
  const start = pointAfter(index, range.startContainer, range.startOffset);
  const end = pointBefore(index, range.endContainer, range.endOffset);
  return tidy(index, start, end);
}

function pointAfter(index, container, offset) {
  const entry = index.byNode.get(container);
  if (entry) return pointInNode(entry, offset);
  return index.nodes[nodeAfter(index, container, offset)]?.start ?? Infinity;
}

function pointBefore(index, container, offset) {
  const entry = index.byNode.get(container);
  if (entry) return pointInNode(entry, behindPair(entry.node.data, offset));
  return index.nodes[nodeAfter(index, container, offset) - 1]?.end ?? -Infinity;
}

function nodeAfter(index, container, offset) {
  const place = document.createRange();
  place.setStart(container, offset);
  place.collapse(true);
  return firstIndex(index.nodes, ({ node }) => place.comparePoint(node, 0) >= 0);
}

/** Clips to the first readable run, trims blanks, and never cuts a sign in two. */
export function tidy(index, start, end) {
  const run = index.runs.find((each) => each.end > start);
  if (!run || run.start >= end) return null;
  const [from, to] = trim(index, Math.max(start, run.start), Math.min(end, run.end));
  return from < to ? snap(index, from, to) : null;
}

function trim(index, start, end) {
  const parts = partsBetween(index, start, end).filter(({ text }) => text.trim() !== "");
  if (parts.length === 0) return [start, start];
  const [first, last] = [parts[0], parts.at(-1)];
  // Blanks are one unit and one code point each, so units may be added to code points here.
  return [
    first.start + first.text.length - first.text.trimStart().length,
    last.end - (last.text.length - last.text.trimEnd().length),
  ];
}

function snap(index, start, end) {
  return {
    start: snapWith(snapStart, index, blockAt(index, start), start),
    end: snapWith(snapEnd, index, blockAt(index, end - 1), end),
  };
}

function snapWith(snapper, index, block, point) {
  const unit = pointsToUnits(block.text, point - block.start);
  return block.start + unitsToPoints(block.text, snapper(block.text, unit, index.locale));
}

// --- article -> text and DOM ---

export function blockAt(index, point) {
  return index.blocks[Math.max(0, firstIndex(index.blocks, (block) => block.start > point) - 1)];
}

function partsBetween(index, start, end) {
  return index.blocks
    .filter((block) => block.end > start && block.start < end)
    .map((block) => partOf(block, Math.max(start, block.start), Math.min(end, block.end)));
}

function partOf(block, start, end) {
  const from = pointsToUnits(block.text, start - block.start);
  const to = pointsToUnits(block.text, end - block.start);
  return { start, end, text: block.text.slice(from, to) };
}

/**
 * The text as seen in the browser. What lies between blocks is not on the page: line ends of the
 * right number stand in for it, so the server compares with white space folded.
 */
export function visibleText(index, start, end) {
  const parts = partsBetween(index, start, end);
  const gaps = parts.map((part, i) => "\n".repeat(i ? part.start - parts[i - 1].end : 0));
  return parts.map((part, i) => gaps[i] + part.text).join("");
}

/** Boundary points of [start, end) as the StaticRange constructor takes them, or null. */
export function boundaries(index, start, end) {
  const first = index.nodes[firstIndex(index.nodes, (entry) => entry.end > start)];
  const last = index.nodes[firstIndex(index.nodes, (entry) => entry.start >= end) - 1];
  if (!first || !last || first.start > last.start) return null;
  return {
    startContainer: first.node,
    startOffset: unitInNode(first, start),
    endContainer: last.node,
    endOffset: unitInNode(last, end),
  };
}

/** A live Range, for measuring and selecting; painting uses static ones. */
export function rangeOf(index, { start, end }) {
  const ends = boundaries(index, start, end);
  if (!ends) return null;
  const range = document.createRange();
  range.setStart(ends.startContainer, ends.startOffset);
  range.setEnd(ends.endContainer, ends.endOffset);
  return range;
}
