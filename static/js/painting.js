// Painting with the CSS Custom Highlight API: the text keeps its plain paragraphs, ranges are
// painted over it. Where a browser lacks the API nothing is painted and the list still serves.

import { boundaries } from "./anchoring.js";

const CLAIM_COLOURS = 8;

// Painted in this order: what comes later lies on top.
const LAYERS = [
  ...Array.from({ length: CLAIM_COLOURS }, (_, colour) => `claim-${colour}`),
  "quotation",
  "tag",
  "note",
  "overlap",
  "hovered",
  "active",
  "chosen",
  "sentence",
  "pending",
];

const canPaint = Boolean(globalThis.CSS?.highlights && globalThis.Highlight);
const highlights = canPaint ? new Map(LAYERS.map(register)) : new Map();
const painted = new Map(); // "layer article" -> the ranges this article has in that layer

function register(name, priority) {
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return [name, highlight];
}

/** Paints one layer of one pane; `spans` are [start, end) in code points, overlapping or not. */
export function paint(layer, pane, spans) {
  const highlight = highlights.get(layer);
  if (!highlight) return;
  const key = `${layer} ${pane.article}`;
  painted.get(key)?.forEach((range) => highlight.delete(range));
  const ranges = united(spans).map((span) => staticRange(pane.index, span)).filter(Boolean);
  ranges.forEach((range) => highlight.add(range));
  painted.set(key, ranges);
}

// Static ranges, because live ones cost something at every change of the document.
function staticRange(index, { start, end }) {
  const ends = boundaries(index, start, end);
  return ends && new StaticRange(ends);
}

/** The same area as few spans that do not touch: 5,000 overlapping marks become a handful. */
export function united(spans) {
  const areas = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = areas.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else areas.push({ start, end });
  }
  return areas;
}

/** Where two or more spans lie over each other. */
export function overlaps(spans) {
  const shared = [];
  let reached = -1;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < reached) shared.push({ start, end: Math.min(end, reached) });
    reached = Math.max(reached, end);
  }
  return shared;
}

/** Paints every mark of a pane; call again whenever its list has changed. */
export function paintMarks(pane) {
  const layers = layersOf(pane.marks);
  for (let colour = 0; colour < CLAIM_COLOURS; colour += 1) {
    paint(`claim-${colour}`, pane, layers.get(`claim-${colour}`) ?? []);
  }
  for (const kind of ["quotation", "tag", "note"]) paint(kind, pane, layers.get(kind) ?? []);
  paint("overlap", pane, overlaps(pane.marks));
}

function layersOf(marks) {
  const layers = new Map();
  for (const mark of marks) {
    for (const layer of layersOfMark(mark)) {
      if (!layers.has(layer)) layers.set(layer, []);
      layers.get(layer).push(mark);
    }
  }
  return layers;
}

function layersOfMark(mark) {
  const kinds = mark.kinds.filter((kind) => kind !== "claim");
  return [...mark.colours.map((colour) => `claim-${colour % CLAIM_COLOURS}`), ...kinds];
}
