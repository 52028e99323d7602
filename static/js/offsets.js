// Positions inside one string. The server counts Unicode code points, the DOM counts UTF-16
// units; nothing else in the browser may do this conversion. No DOM in here.

const segmenters = new Map();

function segmenter(granularity, locale) {
  const key = `${granularity} ${locale}`;
  if (!segmenters.has(key)) {
    segmenters.set(key, new Intl.Segmenter(locale || undefined, { granularity }));
  }
  return segmenters.get(key);
}

export function unitsToPoints(text, units) {
  let points = 0;
  for (let at = 0; at < units && at < text.length; points += 1) {
    const step = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + step > units) break; // inside a surrogate pair: stay before it
    at += step;
  }
  return points;
}

export function pointsToUnits(text, points) {
  let at = 0;
  for (let passed = 0; passed < points && at < text.length; passed += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** `unit`, or the end of the surrogate pair that it stands inside of. */
export function behindPair(text, unit) {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(unit - 1, unit + 1)) ? unit + 1 : unit;
}

export function countPoints(text) {
  return unitsToPoints(text, text.length);
}

// Lam and alef are two graphemes to Unicode, but one sign to the reader's eye.
function splitsLamAlef(text, unit) {
  return (
    /[\u0622\u0623\u0625\u0627\u0671]/.test(text.charAt(unit)) &&
    /\u0644\p{Mn}*$/u.test(text.slice(Math.max(0, unit - 8), unit))
  );
}

/** The start of the sign that `unit` stands in (UTF-16 units in, units out). */
export function snapStart(text, unit, locale) {
  if (unit <= 0 || unit >= text.length) return Math.max(0, Math.min(unit, text.length));
  const start = segmenter("grapheme", locale).segment(text).containing(unit).index;
  return splitsLamAlef(text, start) ? snapStart(text, start - 1, locale) : start;
}

/** The end of the sign before `unit`, so that a sign is never cut (units in, units out). */
export function snapEnd(text, unit, locale) {
  const start = snapStart(text, unit, locale);
  return start === Math.min(unit, text.length) ? start : signEnd(text, start, locale);
}

function signEnd(text, start, locale) {
  const sign = segmenter("grapheme", locale).segment(text).containing(start);
  const end = sign.index + sign.segment.length;
  return splitsLamAlef(text, end) ? signEnd(text, end, locale) : end;
}

/** The sign at `unit` as [start, end), or null behind the end. */
export function signAt(text, unit, locale) {
  if (unit < 0 || unit >= text.length) return null;
  const start = snapStart(text, unit, locale);
  return { start, end: signEnd(text, start, locale) };
}

/**
 * Where a selection may stop when it moves by word: every word and every punctuation mark, as
 * [start, end) in units. Punctuation counts, else a closing quotation mark could not be reached.
 */
export function wordStops(text, locale) {
  return Array.from(segmenter("word", locale).segment(text))
    .filter(({ segment }) => segment.trim() !== "")
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}
