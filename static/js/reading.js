// Entry point of the reading page: finds the panes, paints them and wires what people do to them.

import { watchAnswers } from "./arriving.js";
import { watchBeside } from "./beside.js";
import { keepBlankForm } from "./blankform.js";
import { withChoice } from "./address.js";
import {
  choose,
  chooseFromAddress,
  chooseSentence,
  clearChoice,
  levelAnew,
  stepMark,
  toggleSentence,
} from "./choosing.js";
import { watchClaimMenu } from "./claimmenu.js";
import { loadProposed } from "./counterparts.js";
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
import { showChosen } from "./showing.js";
import { tell } from "./telling.js";
import { nextMode, watchScrolling } from "./together.js";
import { unfoldLists } from "./unfolding.js";

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
  await loadProposed(room);
  chooseFromAddress(room, { keepPlace: true });
}

function watch(room) {
  watchShown(room);
  unfoldLists(room);
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
  watchButtons(room);
  watchClaimMenu(room);
  watchScrolling(room);
  room.main.addEventListener("mode:changed", () => levelAnew(room));
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
    const chooser = event.target.closest("[data-reading] :is([data-claim], [data-utterance])");
    const opening = event.target.closest(
      ":is(.marks .mark, [data-card]) a:not([data-claim], [data-utterance])",
    );
    if (opening && !isElsewhere(event)) {
      event.preventDefault();
      openLink(opening);
    } else if (chooser && !isElsewhere(event)) {
      event.preventDefault();
      chooser.closest("details.menu")?.removeAttribute("open");
      const { claim, utterance } = chooser.dataset;
      choose(room, claim ? { claim } : { utterance });
    } else {
      carryView(room, event.target.closest("a[href]"));
    }
  });
}

function watchButtons(room) {
  room.main.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step-pane]");
    if (step) goOnFrom(room, step);
    if (target.closest("[data-let-go]")) letGo(room);
  });
}

function goOnFrom(room, step) {
  const now = room.panes.findIndex(({ element }) => element.contains(step));
  cursor.goToPane(room, room.panes[now + Number(step.dataset.stepPane)]);
}

// The button goes away with the choice, so the focus goes back to the text.
function letGo(room) {
  clearChoice(room);
  room.current.text.focus({ preventScroll: true });
}

function isElsewhere({ ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey;
}

// Links that choose, reorder or swap panes were written before anything was chosen.
function carryView(room, link) {
  const isView = link && new URLSearchParams(link.search).has("a");
  if (isView && room.chosen) link.href = withChoice(link.href, room.chosen);
}

// --- annotating ---

function annotate(room, as) {
  if (!selectedPassage(room) && room.current.sentence) cursor.selectSentence(room);
  const passage = selectedPassage(room);
  if (!passage) tell(room, "Select a passage first.");
  else if (!passage.pane.annotateUrl) tell(room, "You may read this story, not annotate it.");
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
    j: () => moveSentence(room, 1),
    k: () => moveSentence(room, -1),
    l: () => alignSentence(room),
    s: () => nextMode(room),
    n: () => stepMark(room, 1),
    p: () => stepMark(room, -1),
    c: () => annotate(room, "claim"),
    q: () => annotate(room, "quotation"),
    t: () => annotate(room, "tag"),
    m: () => annotate(room, "note"),
    g: () => annotate(room, "gloss"),
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
    ArrowDown: () => moveSentence(room, 1),
    ArrowUp: () => moveSentence(room, -1),
    Enter: () => cursor.selectSentence(room),
    "Shift+ArrowRight": edge("end", "right"),
    "Shift+ArrowLeft": edge("end", "left"),
    "Start+Shift+ArrowRight": edge("start", "right"),
    "Start+Shift+ArrowLeft": edge("start", "left"),
  };
}

// While a sentence is chosen, the choice goes along with the reader.
function moveSentence(room, direction) {
  cursor.moveSentence(room, direction);
  if (room.chosen?.sentence) chooseSentence(room, room.current, room.current.sentence);
}

function alignSentence(room) {
  const pane = room.current;
  if (!pane.sentence) cursor.moveSentence(room, 0);
  if (pane.sentence) toggleSentence(room, pane, pane.sentence);
}

function stepOut(room) {
  if (isPanelOpen()) closePanel(room);
  else if (!getSelection().isCollapsed) getSelection().collapseToStart();
  else clearChoice(room);
}

const main = document.querySelector("[data-reading]");
if (main?.querySelector(".pane")) open(main);
