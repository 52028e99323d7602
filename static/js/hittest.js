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
  if (!entry) return null;
  // A caret stands between two signs; the pointer may be over either of them.
  const sign = [caret.offset, caret.offset - 1]
    .map((unit) => signAt(entry.node.data, unit, index.locale))
    .find((each) => each && isUnder(entry.node, each, x, y));
  return sign ? pointInNode(entry, sign.start) : null;
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
