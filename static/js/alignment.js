// How two texts are scrolled together: which of their anchors can be kept in one order, and where
// the one stands when the other stands somewhere. Places are px down a text. No DOM in here.

const APART = 40; // px: of anchors closer than that in the leading text only one can be kept
const STEEPEST = 6; // px that one text may move for each px of the other

/**
 * The heaviest run of anchors, {lead, follow, weight}, that go down both texts: articles tell a
 * story in orders of their own, and the text that follows shall not run to and fro.
 */
export function inOneOrder(anchors) {
  const sorted = [...anchors].sort((a, b) => a.lead - b.lead || a.follow - b.follow);
  const best = sorted.map((anchor) => ({ anchor, before: null, weight: anchor.weight }));
  best.forEach((run, i) => best.slice(0, i).forEach((earlier) => prolong(run, earlier)));
  const run = [];
  let last = best.reduce((a, b) => (b.weight > a.weight ? b : a), { weight: 0, anchor: null });
  for (; last?.anchor; last = last.before) run.unshift(last.anchor);
  return run;
}

function prolong(run, earlier) {
  const goesOn =
    earlier.anchor.lead + APART <= run.anchor.lead && earlier.anchor.follow <= run.anchor.follow;
  const weight = earlier.weight + run.anchor.weight;
  if (goesOn && weight > run.weight) Object.assign(run, { before: earlier, weight });
}

/** The anchors with the ends of both texts, where the way there is not too steep. */
export function withEnds(anchors, begin, end) {
  const [first, last] = [anchors[0], anchors.at(-1)];
  return [
    ...(isGentle(begin, first) ? [begin] : []),
    ...anchors,
    ...(isGentle(last, end) ? [end] : []),
  ];
}

function isGentle(a, b) {
  const way = b.lead - a.lead;
  const follows = b.follow - a.follow;
  return way >= APART && follows >= way / STEEPEST && follows <= way * STEEPEST;
}

/** By proportion from where both stand now: to both ends, and nothing jumps. */
export function proportional(now, begin, end) {
  const isBefore = now.lead - begin.lead >= APART;
  const isBehind = end.lead - now.lead >= APART;
  return [...(isBefore ? [begin] : []), now, ...(isBehind ? [end] : [])];
}

/** Where the following text stands: between two points in proportion, beyond them side by side. */
export function placeAt(points, lead) {
  const next = points.findIndex((point) => point.lead >= lead);
  if (next === 0) return points[0].follow + lead - points[0].lead;
  if (next < 0) return points.at(-1).follow + lead - points.at(-1).lead;
  const [a, b] = points.slice(next - 1, next + 1);
  return a.follow + ((b.follow - a.follow) * (lead - a.lead)) / (b.lead - a.lead);
}
