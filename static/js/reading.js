// Entry point of the reading page: finds the panes, paints them and wires what people do to them.

import { announce } from "./announce.js";
import { watchAnswers } from "./arriving.js";
import { watchBeside } from "./beside.js";
import { keepBlankForm } from "./blankform.js";
import {
  choose,
  chooseFromAddress,
  clearChoice,
  isLevelOn,
  setLevel,
  showChosen,
  stepMark,
  withClaim,
} from "./choosing.js";
import * as cursor from "./cursor.js";
import { watchLists } from "./fetching.js";
import "./forms.js";
import { openKeys, watchKeys } from "./keys.js";
import { watchLive } from "./live.js";
import { showKept, watchFailures } from "./outbox.js";
import { paintMarks, watchView } from "./painting.js";
import { closePanel, isPanelOpen, openForm, openLink, watchPanel } from "./panel.js";
import { isSameView, keepPlaces } from "./place.js";
import { watchPointer } from "./pointing.js";
import { makeCurrent, paneAround, readRoom, watchShown } from "./room.js";
import { selectedPassage, watchSelection } from "./selecting.js";

async function open(main) {
  const room = readRoom(main);
  room.panes.forEach(paintMarks);
  room.panes.forEach(watchView);
  watch(room);
  await document.fonts.ready; // lines break differently once the typefaces are there
  keepPlaces(room);
  chooseFromAddress(room, { keepPlace: isSameView() });
  cursor.standAtAddress(room);
  performance.mark("ready");
  showKept(room);
  watchLive(room);
  keepBlankForm(room);
}

function watch(room) {
  watchShown(room);
  watchAnswers(room);
  watchLists(room);
  room.main.addEventListener("marks:changed", () => showChosen(room));
  watchPointer(room);
  watchFocus(room);
  watchSelection(room, (as) => annotate(room, as));
  watchPanel(room);
  watchFailures(room);
  const keys = { ...keysAnywhere(room), ...watchBeside(room) };
  watchKeys(room, { anywhere: keys, inText: keysInText(room) });
  watchChoices(room);
  watchLevelButton(room);
  addEventListener("hashchange", () => {
    chooseFromAddress(room);
    cursor.standAtAddress(room);
  });
}

function watchFocus(room) {
  room.main.addEventListener("focusin", ({ target }) => {
    const pane = paneAround(room, target);
    if (pane) makeCurrent(room, pane);
  });
}

// --- links ---

function watchChoices(room) {
  document.addEventListener("click", (event) => {
    const chooser = event.target.closest("[data-reading] [data-claim]");
    const opening = event.target.closest(".marks .mark a:not([data-claim])");
    if (opening && !isElsewhere(event)) {
      event.preventDefault();
      openLink(opening);
    } else if (chooser && !isElsewhere(event)) {
      event.preventDefault();
      chooser.closest("details.menu")?.removeAttribute("open");
      choose(room, { claim: chooser.dataset.claim, uid: null });
    } else {
      carryView(room, event.target.closest("a[href]"));
    }
  });
}

function isElsewhere({ ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey;
}

// Links that choose, reorder or swap panes were written before a claim was chosen.
function carryView(room, link) {
  const isView = link && new URLSearchParams(link.search).has("a");
  if (isView && room.chosen?.claim) link.href = withClaim(link.href, room.chosen);
}

function watchLevelButton(room) {
  const button = room.main.querySelector("[data-toggle-level]");
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(isLevelOn()));
  button.addEventListener("click", () => {
    setLevel(room, !isLevelOn());
    button.setAttribute("aria-pressed", String(isLevelOn()));
  });
}

// --- annotating ---

function annotate(room, as) {
  if (!selectedPassage(room) && room.current.sentence) cursor.selectSentence(room);
  const passage = selectedPassage(room);
  if (!passage) announce("Select a passage first");
  else if (!passage.pane.annotateUrl) announce("You may read this story, not annotate it");
  else openForm(room, passage, as);
}

function takeStep(room, step) {
  room.main.querySelector(`form[data-step="${step}"]`)?.requestSubmit();
}

// --- keys ---

function keysAnywhere(room) {
  const digits = room.panes.map((pane, i) => [String(i + 1), () => cursor.goToPane(room, pane)]);
  return {
    ...Object.fromEntries(digits),
    "[": () => cursor.stepPane(room, -1),
    "]": () => cursor.stepPane(room, 1),
    j: () => cursor.moveSentence(room, 1),
    k: () => cursor.moveSentence(room, -1),
    n: () => stepMark(room, 1),
    p: () => stepMark(room, -1),
    c: () => annotate(room, "claim"),
    q: () => annotate(room, "quotation"),
    t: () => annotate(room, "tag"),
    m: () => annotate(room, "note"),
    u: () => takeStep(room, "undo"),
    "Shift+u": () => takeStep(room, "redo"),
    "Mod+z": () => takeStep(room, "undo"),
    "Mod+Shift+z": () => takeStep(room, "redo"),
    "Mod+y": () => takeStep(room, "redo"),
    "?": openKeys,
    Escape: () => stepOut(room),
  };
}

function keysInText(room) {
  const edge = (name, arrow) => () =>
    cursor.moveEdge(room, name, cursor.readingDirection(room.current, arrow));
  return {
    ArrowDown: () => cursor.moveSentence(room, 1),
    ArrowUp: () => cursor.moveSentence(room, -1),
    Enter: () => cursor.selectSentence(room),
    "Shift+ArrowRight": edge("end", "right"),
    "Shift+ArrowLeft": edge("end", "left"),
    "Start+Shift+ArrowRight": edge("start", "right"),
    "Start+Shift+ArrowLeft": edge("start", "left"),
  };
}

function stepOut(room) {
  if (isPanelOpen()) closePanel(room);
  else if (!getSelection().isCollapsed) getSelection().collapseToStart();
  else clearChoice(room);
}

const main = document.querySelector("[data-reading]");
if (main?.querySelector(".pane")) open(main);
