// What the others do, as they do it: changes are collected for a moment, the lines of the marks
// they touch are fetched and merged into the lists. The texts, the selection, and the form that
// is open are left alone.

import { bringIn, fetchArrivals } from "./arriving.js";
import { showConnection } from "./connection.js";
import { isFresh } from "./merging.js";
import { hasUnsent, sendKept } from "./outbox.js";
import { warnInPanel } from "./panel.js";
import { refreshPeople, watchPresence } from "./presence.js";
import { shareFeed } from "./tabs.js";
import { tellOf, tellToReload } from "./telling.js";

const PAUSE = 250; // ms in which changes are collected, and as much again by chance
const AT_ONCE = 100; // marks asked for in one request
const IN_LISTS = new Set(["claim", "comment", "speaker", "tag", "thread", "utterance"]);

/** Follows the story of the page, for whoever is logged in. */
export function watchLive(room) {
  const { cursor, live, changes } = room.main.dataset;
  if (!cursor) return;
  const work = { room, waiting: new Map(), timer: 0, isFetching: false };
  const name = `parallax ${live} ${document.body.dataset.person}`;
  const feed = shareFeed(name, { live, changes }, cursor, (news) => take(work, news));
  for (const event of ["online", "offline"]) addEventListener(event, feed.catchUp);
  document.addEventListener("visibilitychange", () => document.hidden || feed.catchUp());
  watchPresence(room);
  sendKept(room);
}

function take(work, { kind, change, state }) {
  work.room.main.dataset.following = ""; // the first news of any kind
  if (kind === "people") refreshPeople(work.room);
  else if (kind === "state") connected(work, state);
  else if (kind === "change") takeChange(work, change);
  else if (hasUnsent()) sendKept(work.room); // "open", "beat": one request failed, the stream did not
}

function connected(work, state) {
  showConnection(work.room, state);
  if (state !== "connected") return;
  sendKept(work.room);
  fetchSoon(work);
}

function takeChange(work, change) {
  tellToReload(work.room, change);
  if (!concerns(work.room, change)) return;
  work.waiting.set(change.subject, change);
  fetchSoon(work);
}

function concerns(room, { subject, article }) {
  const [kind] = subject.split(":");
  const isHere = article === null || room.panes.some((pane) => pane.article === String(article));
  return isHere && (kind === "annotation" || IN_LISTS.has(kind));
}

// --- fetching ---

function fetchSoon(work) {
  if (work.timer || work.isFetching || work.waiting.size === 0) return;
  work.timer = setTimeout(() => fetchWaiting(work), PAUSE * (1 + Math.random()));
}

async function fetchWaiting(work) {
  work.timer = 0;
  const changes = Array.from(work.waiting.values()).slice(0, AT_ONCE);
  for (const { subject } of changes) work.waiting.delete(subject);
  const unknown = changes.filter((change) => !isKnown(change));
  if (unknown.length === 0) return fetchSoon(work);
  work.isFetching = true;
  const arrivals = await fetchArrivals(work.room, namesOf(work.room, unknown));
  work.isFetching = false;
  if (arrivals) show(work.room, arrivals, unknown);
  else for (const change of unknown) putBack(work, change); // until the feed is connected again
  if (arrivals) fetchSoon(work);
}

// What this page has changed itself came with the answer to it.
function isKnown({ mine, subject }) {
  return mine && isFresh(subject.replace("annotation:", ""));
}

function putBack(work, change) {
  if (!work.waiting.has(change.subject)) work.waiting.set(change.subject, change);
}

function namesOf({ panes }, changes) {
  const articles = panes.map(({ article }) => ["a", article]);
  const subjects = changes.map(({ subject }) => {
    const [kind, key] = subject.split(":");
    return kind === "annotation" ? ["uid", key] : ["about", subject];
  });
  return [...articles, ...subjects];
}

function show(room, arrivals, changes) {
  const bySubject = new Map(changes.map((change) => [change.subject, change]));
  const { shown, gone } = bringIn(room, arrivals);
  const by = ({ mark, before }) => bySubject.get(`annotation:${(mark ?? before).uid}`);
  const merged = [...shown, ...gone].map((each) => ({ ...each, change: by(each) }));
  for (const each of merged) warnInPanel(each);
  tellOf(room, merged.filter(({ change }) => change && !change.mine));
}
