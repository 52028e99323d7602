// What belongs together in the panes: passages that people have marked with one claim or as one
// utterance, and passages that the machine proposes to be counterparts.

let proposed = []; // lists of {article, revision, start, end} that may say the same

/** Fetches what the machine proposes for these panes; without an answer nothing is proposed. */
export async function loadProposed(room) {
  const { proposed: address } = room.main.dataset;
  if (!address || room.panes.length < 2) return;
  const query = new URLSearchParams(room.panes.map(({ article }) => ["a", article]));
  try {
    const response = await fetch(`${address}?${query}`);
    if (response.ok && !response.redirected) proposed = (await response.json()).proposed;
  } catch {
    proposed = [];
  }
  performance.mark("proposed");
}

/** The passages of a pane that are what is chosen, or say the same: marks, or a chosen sentence. */
export function counterpartsIn(room, pane) {
  const { claim, utterance, sentence, uid } = room.chosen ?? {};
  if (claim) return pane.marks.filter((mark) => mark.claims.includes(claim));
  if (utterance) return pane.marks.filter((mark) => mark.utterance === utterance);
  if (!sentence) return pane.marks.filter((mark) => mark.uid === uid);
  return pane.article === sentence.article ? [sentence] : sayingTheSame(pane, said(room, sentence));
}

function said(room, sentence) {
  const { marks } = room.panes.find(({ article }) => article === sentence.article);
  return new Set(marks.filter((mark) => overlap(mark, sentence)).flatMap(namesOf));
}

function sayingTheSame(pane, names) {
  return pane.marks.filter((mark) => namesOf(mark).some((name) => names.has(name)));
}

function namesOf({ claims, utterance }) {
  const families = utterance ? [`utterance ${utterance}`] : [];
  return [...claims.map((claim) => `claim ${claim}`), ...families];
}

/** The passages of a pane that the machine takes to say what is chosen; people have not said so. */
export function probableIn(room, pane) {
  const known = room.panes.flatMap((each) => counterpartsIn(room, each).map((span) => [each, span]));
  const isKnown = (passage) =>
    known.some(([each, span]) => standsIn(passage, each) && overlap(passage, span));
  const found = proposed
    .filter((passages) => passages.some(isKnown))
    .flatMap((passages) => passages.filter((passage) => standsIn(passage, pane)));
  return inOrder(found);
}

function inOrder(spans) {
  const byPlace = new Map(spans.map((span) => [`${span.start}-${span.end}`, span]));
  return [...byPlace.values()].sort((a, b) => a.start - b.start);
}

function standsIn({ article, revision }, pane) {
  return String(article) === pane.article && String(revision) === pane.revision;
}

function overlap(a, b) {
  return a.start < b.end && b.start < a.end;
}

const CHOSEN = 1000; // outweighs all other anchors together
const MARKED = 4; // what people have said weighs more than what the machine proposes

/** What holds two panes together: [{lead, follow, weight}], spans of the one and of the other. */
export function anchorsOf(room, lead, follow) {
  return [...ofChoice(room, lead, follow), ...ofMarks(lead, follow), ...ofProposed(lead, follow)];
}

function ofChoice(room, lead, follow) {
  if (!room.chosen) return [];
  const [a, b] = [lead, follow].map((pane) => bestIn(room, pane));
  return a && b ? [{ lead: a, follow: b, weight: CHOSEN }] : [];
}

/** The passage of a pane that comes level with the others, if any. */
export function bestIn(room, pane) {
  return counterpartsIn(room, pane)[0] ?? probableIn(room, pane)[0] ?? null;
}

function ofMarks(lead, follow) {
  const [a, b] = [lead, follow].map(firstByName);
  const shared = Array.from(a.keys()).filter((name) => b.has(name));
  return shared.map((name) => ({ lead: a.get(name), follow: b.get(name), weight: MARKED }));
}

function firstByName({ marks }) {
  const first = new Map();
  for (const mark of marks) for (const name of namesOf(mark)) if (!first.has(name)) first.set(name, mark);
  return first;
}

function ofProposed(lead, follow) {
  const found = proposed.map((passages) =>
    [lead, follow].map((pane) => passages.find((passage) => standsIn(passage, pane))),
  );
  return found.filter(([a, b]) => a && b).map(([a, b]) => ({ lead: a, follow: b, weight: 1 }));
}
