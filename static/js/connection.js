// Whether the server can be reached, as the page shows it.

const WORDS = {
  away: "Not connected: what you mark is kept here and sent when you are back.",
  ended:
    "Not connected any more: your log-in has ended, or what you may see has changed. " +
    "What you typed is kept; load the page anew.",
};

let now = "connected";

export function isAway() {
  return now === "away" || !navigator.onLine;
}

/** `state` is "connected", "away" or "ended". */
export function showConnection(room, state) {
  now = state;
  const sign = room.main.querySelector("[data-connection]");
  sign.hidden = state === "connected";
  sign.textContent = WORDS[state] ?? "";
}
