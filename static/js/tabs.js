// The tabs of one browser share one stream: a browser opens six connections to a server at most.
// The tab that holds a lock has the stream and tells the others; when it goes, the next one has it.

import { catchUp, hear, lead, makeFeed, rest } from "./stream.js";

const JOINING = 300; // ms in which a free lock is certainly given

/**
 * Starts a feed (see stream.js) that is shared under `name`. Without locks, which browsers have
 * only on https and on this machine, each tab has a stream of its own.
 */
export function shareFeed(name, addresses, cursor, tell) {
  const share = { name, channel: null, letGo: () => {} };
  share.feed = makeFeed(addresses, cursor, (news) => {
    tell(news);
    if (share.feed.leads && news.kind !== "state") share.channel?.postMessage(news);
  });
  share.tell = tell;
  join(share);
  addEventListener("pagehide", () => leave(share));
  addEventListener("pageshow", ({ persisted }) => persisted && join(share));
  return { catchUp: () => catchUp(share.feed) };
}

function join(share) {
  if (!navigator.locks) return lead(share.feed);
  share.channel = new BroadcastChannel(share.name);
  share.channel.addEventListener("message", ({ data }) => {
    hear(share.feed, data);
    share.tell(data);
  });
  waitForLock(share);
}

// Whoever is not the first asks what it has missed since its page was made.
function waitForLock(share) {
  let isWaiting = true;
  const holding = () => {
    isWaiting = false;
    lead(share.feed);
    return new Promise((letGo) => (share.letGo = letGo));
  };
  const leaving = new AbortController();
  share.letGo = () => leaving.abort();
  navigator.locks.request(share.name, { signal: leaving.signal }, holding).catch(() => {});
  setTimeout(() => isWaiting && catchUp(share.feed), JOINING);
}

function leave(share) {
  rest(share.feed);
  share.letGo();
  share.channel?.close();
}
