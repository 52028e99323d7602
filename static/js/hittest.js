// From a point of the window to the mark under it. Highlights are no elements, so they get no
// events: the pointer is turned into a place in the text, and the marks are asked about it.

import { pointInNode } from "./anchoring.js";
import { covering } from "./marks.js";
import { signAt } from "./offsets.js";

const LINE_GAP = 4; // px between a glyph's box and the line above or below that still count as it

/** The marks under a point of the window (px), the smallest first. */
export function marksAt(pane, x, y) {
  const point = pointAt(pane.index, x, y);
  return point === null ? [] : covering(pane.marks, point);
}

/** The code point under a point of the window, or null beside the text. */
export function pointAt(index, x, y) {
  const caret = caretAt(x, y);
  const entry = caret && index.byNode.get(caret.node);
  if (!entry || !isUnder(entry.node, { start: 0, end: entry.node.length }, x, y)) return null;
  const sign = nearestSign(entry.node, caret.offset, index.locale, (each) =>
    isUnder(entry.node, each, x, y),
  );
  return sign ? pointInNode(entry, sign.start) : null;
}

// A caret stands between two signs and the pointer is over one of them; only where the direction
// of writing changes, at a number in Arabic say, they stand further apart in the text.
function nearestSign(node, caret, locale, test) {
  for (let distance = 0; distance <= node.length; distance += 1) {
    for (const unit of [caret + distance, caret - 1 - distance]) {
      const sign = signAt(node.data, unit, locale);
      if (sign && test(sign)) return sign;
    }
  }
  return null;
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function isUnder(node, sign, x, y) {
  const range = document.createRange();
  range.setStart(node, sign.start);
  range.setEnd(node, sign.end);
  return Array.from(range.getClientRects()).some(
    (box) =>
      box.left <= x && x <= box.right && box.top - LINE_GAP <= y && y <= box.bottom + LINE_GAP,
  );
}
