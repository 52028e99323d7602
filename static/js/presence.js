// Who is here: says so of oneself, and shows the others above the texts and at the heads of panes.

const AGAIN = 25_000; // ms; the server takes somebody to be there for three times as long
const SETTLED = 600; // ms before a change of the pane is told
const APART = 3_000; // ms between two looks at who is here

const tab = crypto.randomUUID?.() ?? null; // without https nobody is told: there is no such name
let waiting = 0;
let lookedAt = 0;

export function watchPresence(room) {
  if (!tab || !room.main.dataset.here) return; // only members are seen and see each other
  const say = () => document.hidden || sayHere(room);
  sayHere(room);
  refreshPeople(room);
  setInterval(say, AGAIN);
  document.addEventListener("visibilitychange", say);
  addEventListener("pagehide", () => navigator.sendBeacon(room.main.dataset.here, form(room, true)));
  addEventListener("pageshow", ({ persisted }) => persisted && sayHere(room));
  watchCurrent(room);
}

function watchCurrent(room) {
  let told = room.current;
  let timer = 0;
  room.main.addEventListener("pane:current", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (told !== room.current) sayHere(room);
      told = room.current;
    }, SETTLED);
  });
}

function sayHere(room) {
  fetch(room.main.dataset.here, { method: "POST", body: form(room, false) }).catch(() => {});
}

function form(room, isLeaving) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("tab", tab);
  data.set("article", room.current.article);
  if (isLeaving) data.set("left", "1");
  return data;
}

// --- the others ---

/** Fetches who is here, now or, if that was done a moment ago, a moment later. */
export function refreshPeople(room) {
  if (waiting || !room.main.dataset.people) return;
  const pause = Math.max(0, lookedAt + APART - Date.now()) + Math.random() * 300;
  waiting = setTimeout(() => look(room), pause);
}

async function look(room) {
  waiting = 0;
  lookedAt = Date.now();
  try {
    const response = await fetch(room.main.dataset.people);
    if (response.ok && !response.redirected) show(room, await response.text());
  } catch {
    // What is shown stays until the server can be asked again.
  }
}

function show(room, html) {
  const place = room.main.querySelector("[data-people-here]");
  if (place.contains(document.activeElement)) return; // somebody walks through the list just now
  place.innerHTML = html;
  const people = Array.from(place.querySelectorAll("li"), (line) => ({
    name: line.querySelector("bdi").textContent,
    isMe: line.hasAttribute("data-me"),
    articles: Array.from(line.querySelectorAll("[data-article]"), (a) => a.dataset.article),
  }));
  const others = people.filter(({ isMe }) => !isMe);
  room.main.querySelector("[data-people-count]").textContent = `${people.length} here`;
  room.main.querySelector("[data-people-menu]").hidden = others.length === 0;
  for (const pane of room.panes) showInPane(pane, others);
}

function showInPane({ element, article }, others) {
  const readers = others.filter(({ articles }) => articles.includes(article));
  const sign = element.querySelector("[data-readers]");
  sign.hidden = readers.length === 0;
  const names = readers.flatMap(({ name }, i) => (i ? [", ", bdi(name)] : [bdi(name)]));
  sign.querySelector("[data-names]").replaceChildren(...names);
}

function bdi(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}
