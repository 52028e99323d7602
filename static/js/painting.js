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
  "gloss",
  "overlap",
  "hovered",
  "probable",
  "active",
  "chosen",
  "sentence",
  "suggested",
  "pending",
];

const canPaint = Boolean(globalThis.CSS?.highlights && globalThis.Highlight);
const highlights = canPaint ? new Map(LAYERS.map(register)) : new Map();

function register(name, priority) {
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return [name, highlight];
}

/** Paints one layer of one pane; `spans` are [start, end) in code points, overlapping or not. */
export function paint(layer, pane, spans) {
  if (!highlights.has(layer)) return;
  pane.paint.areas.set(layer, united(spans));
  show(layer, pane);
}

// Each change of a highlight costs the browser as much as all that is painted, so of a long text
// only what is near the window is.
function show(layer, pane) {
  const highlight = highlights.get(layer);
  const { areas, shown, window } = pane.paint;
  shown.get(layer)?.forEach((range) => highlight.delete(range));
  const parts = areas.get(layer).map((area) => clipped(area, window)).filter(isThere);
  const ranges = parts.map((part) => staticRange(pane.index, part)).filter(Boolean);
  ranges.forEach((range) => highlight.add(range));
  shown.set(layer, ranges);
}

function clipped(area, window) {
  return { start: Math.max(area.start, window.start), end: Math.min(area.end, window.end) };
}

function isThere({ start, end }) {
  return start < end;
}

/** Keeps painted what comes into view, and everything on paper. */
export function watchView(pane) {
  const near = new Set();
  const blocks = new Map(pane.index.blocks.map((block) => [block.element, block]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        near[isIntersecting ? "add" : "delete"](blocks.get(target));
      }
      showWindow(pane, Array.from(near));
    },
    { rootMargin: "100%", scrollMargin: "100%" },
  );
  for (const element of blocks.keys()) observer.observe(element);
  addEventListener("beforeprint", () => showWindow(pane, pane.index.blocks));
}

function showWindow(pane, blocks) {
  const start = Math.min(...blocks.map((block) => block.start));
  const end = Math.max(...blocks.map((block) => block.end));
  pane.paint.window = { start, end };
  for (const layer of pane.paint.areas.keys()) show(layer, pane);
  performance.clearMarks("painted");
  performance.mark("painted");
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

/** Paints every mark of a pane. */
export function paintMarks(pane) {
  repaintMarks(pane, pane.marks);
}

/** Paints anew the layers that these marks lie in or have lain in. */
export function repaintMarks(pane, changed) {
  const layers = layersOf(pane.marks);
  for (const layer of layersOf(changed).keys()) paint(layer, pane, layers.get(layer) ?? []);
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
