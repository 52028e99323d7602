// What happens in a story, as it comes from the server: by a stream, and by asking now and then
// where streams do not get through. A feed knows how far it has read (`cursor`), so whatever it
// missed comes later; what it tells may come twice. No DOM in here.

const FIRST = 10_000; // ms after which a new stream that brings nothing counts as held up: it begins with a beat
const QUIET = 45_000; // ms of silence after which a stream counts as broken: it beats every 20 s
const ASK = 5_000; // ms between two questions where there is no stream
const RETRY = 60_000; // ms after which a stream is tried again where it was held up
const MOST_ERRORS = 2; // of a stream, one after the other, before the server is asked instead

/**
 * `addresses` has `live` and `changes`; `tell` is given news: {kind: "change", cursor, change},
 * {kind: "people"}, {kind: "beat"}, {kind: "open"} and {kind: "state", state: "connected" | "away" | "ended"}.
 */
export function makeFeed(addresses, cursor, tell) {
  const feed = { addresses, cursor, tell, state: "connected", source: null, timer: 0 };
  const sofar = { leads: false, works: true, isAsking: false, errors: 0, triedAt: 0 };
  return Object.assign(feed, sofar, { heardAt: Date.now() });
}

/** Opens the stream; what it brings is told to `tell`. */
export function lead(feed) {
  feed.leads = true;
  openStream(feed);
}

/** Closes everything, until `lead` or `hear` is called again. */
export function rest(feed) {
  feed.leads = false;
  feed.source?.close();
  clearTimeout(feed.timer);
}

/** Takes in news that came another way, from the tab that has the stream. */
export function hear(feed, news) {
  if (news.cursor) feed.cursor = news.cursor;
  feed.heardAt = Date.now();
  setState(feed, "connected");
  expect(feed, QUIET);
}

/** Asks what is new since the cursor, whether or not there is a stream, and goes on from there. */
export async function catchUp(feed) {
  if (feed.isAsking || feed.state === "ended") return;
  feed.isAsking = true;
  const state = await ask(feed);
  feed.isAsking = false;
  setState(feed, state);
  if (state === "connected") feed.tell({ kind: "open" });
  if (state === "ended") rest(feed);
  else goOn(feed, state);
}

function setState(feed, state) {
  if (state !== feed.state) feed.tell({ kind: "state", state });
  feed.state = state;
}

function expect(feed, time) {
  clearTimeout(feed.timer);
  // Not all browsers at the same moment when a server comes back.
  feed.timer = setTimeout(() => catchUp(feed), time * (1 + Math.random() / 4));
}

// --- the stream ---

function openStream(feed) {
  feed.source?.close();
  feed.triedAt = Date.now();
  feed.works = false; // until it has brought something
  const source = new EventSource(addressOf(feed.addresses.live, feed.cursor));
  feed.source = source;
  for (const kind of ["change", "people", "beat"]) {
    source.addEventListener(kind, (event) => heard(feed, kind, event));
  }
  source.addEventListener("open", () => feed.tell({ kind: "open" }));
  source.addEventListener("error", () => failed(feed, source));
  expect(feed, FIRST);
}

function addressOf(path, cursor) {
  return `${path}?${new URLSearchParams({ cursor })}`;
}

function heard(feed, kind, { lastEventId, data }) {
  feed.works = true;
  feed.errors = 0;
  feed.heardAt = Date.now();
  if (lastEventId) feed.cursor = lastEventId;
  setState(feed, "connected");
  expect(feed, QUIET);
  feed.tell(kind === "change" ? { kind, cursor: feed.cursor, change: JSON.parse(data) } : { kind });
}

// The browser opens a stream that broke by itself, but not one that was refused.
function failed(feed, source) {
  feed.errors += 1;
  if (source.readyState === EventSource.CLOSED || feed.errors >= MOST_ERRORS) catchUp(feed);
}

// --- asking ---

async function ask(feed) {
  try {
    return await readChanges(feed);
  } catch {
    return "away";
  }
}

async function readChanges(feed) {
  for (;;) {
    const response = await fetch(addressOf(feed.addresses.changes, feed.cursor));
    if (response.redirected || [401, 403, 404].includes(response.status)) return "ended";
    if (!response.ok) return "away";
    const { cursor, changes } = await response.json();
    feed.cursor = cursor;
    for (const change of changes) feed.tell({ kind: "change", cursor, change });
    if (changes.length === 0) return "connected";
  }
}

function goOn(feed, state) {
  const isTooEarly = !feed.works && Date.now() - feed.triedAt < RETRY;
  const isFine = isOpen(feed) && feed.works && !isQuiet(feed);
  if (state === "connected" && feed.leads && !isTooEarly && !isFine) openStream(feed);
  else wait(feed);
}

function wait(feed) {
  if (!feed.works) feed.source?.close();
  if (isAlone(feed) && feed.state === "connected") feed.tell({ kind: "people" });
  expect(feed, isAlone(feed) ? ASK : QUIET);
}

/** Whether nothing comes unless it is asked for. */
function isAlone(feed) {
  return feed.state === "away" || (feed.leads ? !feed.works : isQuiet(feed));
}

function isQuiet({ heardAt }) {
  return Date.now() - heardAt > QUIET;
}

function isOpen({ source }) {
  return source?.readyState === EventSource.OPEN;
}
