// The address of the page holds the whole view: the panes in their order, and what is chosen.

import { sentenceAt } from "./cursor.js";
import { findMark } from "./room.js";

const FOLLOWED = ["claim", "utterance", "sentence"];

export function holdInAddress(chosen) {
  const address = withChoice(location.href, chosen);
  address.hash = chosen?.uid ? `mark-${chosen.uid}` : "";
  history.replaceState(history.state, "", address);
}

/** The same address with what is chosen in it, for links that keep the view. */
export function withChoice(href, chosen) {
  const address = new URL(href, location.href);
  const { claim, utterance, sentence } = chosen ?? {};
  const named = { claim, utterance, sentence: sentence && `${sentence.article}-${sentence.start}` };
  for (const name of FOLLOWED) {
    if (named[name]) address.searchParams.set(name, named[name]);
    else address.searchParams.delete(name);
  }
  address.searchParams.delete("mark"); // for pages without scripts: the hash says it, too
  return address;
}

/** What the address names, as `choose` takes it; null where it is not on this page. */
export function choiceInAddress(room) {
  const uid = location.hash.startsWith("#mark-") ? location.hash.slice("#mark-".length) : null;
  const mark = uid && findMark(room, uid)?.mark;
  const asked = new URLSearchParams(location.search);
  const [claim, utterance] = ["claim", "utterance"].map((name) => asked.get(name));
  if (claim) return { uid: mark?.uid, claim };
  if (utterance) return { uid: mark?.uid, utterance };
  if (!mark) return sentenceNamed(room, asked.get("sentence") ?? "");
  const [first] = mark.claims;
  return first ? { uid, claim: first } : { uid, utterance: mark.utterance || undefined };
}

function sentenceNamed(room, name) {
  const [article, start] = name.split("-");
  const pane = room.panes.find((each) => each.article === article);
  const sentence = pane && sentenceAt(pane, Number(start));
  return sentence ? { sentence: { article, ...sentence } } : null;
}
