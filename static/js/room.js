// The room: the panes on the page, the marks each has, and which pane the keys work on.

import { indexText } from "./anchoring.js";
import { listOf, readMarks } from "./marks.js";

export function readRoom(main) {
  const panes = Array.from(main.querySelectorAll(".pane"), readPane);
  return { main, panes, current: panes[0], chosen: null };
}

function readPane(element) {
  const text = element.querySelector("[data-text]");
  const { article, revision, annotateUrl } = element.dataset;
  return {
    element,
    text,
    article,
    revision,
    annotateUrl,
    status: element.querySelector("[data-claim-status]"),
    index: indexText(text),
    list: listOf(article),
    marks: readMarks(article),
    sentence: null,
    paint: { areas: new Map(), shown: new Map(), window: { start: 0, end: 0 } },
  };
}

/** The pane whose text a node stands in, if any. */
export function paneAround(room, node) {
  return room.panes.find((pane) => pane.text.contains(node));
}

export function makeCurrent(room, pane) {
  if (room.current === pane && pane.element.classList.contains("is-current")) return;
  room.current = pane;
  room.main.dispatchEvent(new Event("pane:current"));
  for (const each of room.panes) each.element.classList.toggle("is-current", each === pane);
}

/** Says which panes are in view: on a phone one, and that is the one the keys work on. */
export function watchShown(room) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        target.toggleAttribute("data-shown", intersectionRatio >= 0.5);
      }
      const shown = room.panes.filter(({ element }) => element.hasAttribute("data-shown"));
      if (shown.length && !shown.includes(room.current)) makeCurrent(room, shown[0]);
    },
    { threshold: 0.5 },
  );
  for (const { element } of room.panes) observer.observe(element);
}

export function findMark(room, uid) {
  for (const pane of room.panes) {
    const mark = pane.marks.find((each) => each.uid === uid);
    if (mark) return { pane, mark };
  }
  return null;
}
