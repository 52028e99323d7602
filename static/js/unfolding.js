// The lists of marks are folded where there is no room beside the texts. Where there is, the style
// sheet shows them all the same; in a browser that cannot (Firefox before 143, Safari before 18.4)
// the fold is opened here.

const MOST = 3; // texts that leave room beside them, as in reading.css
const ROOM = "(min-width: 48rem) and (min-height: 26rem)";

export function unfoldLists(room) {
  const fold = room.main.querySelector(".marks-all");
  if (CSS.supports("selector(::details-content)")) return;
  const wide = matchMedia(ROOM);
  const unfold = () => fold.toggleAttribute("open", room.panes.length <= MOST && wide.matches);
  unfold();
  wide.addEventListener("change", unfold);
  addEventListener("beforeprint", () => fold.setAttribute("open", ""));
  addEventListener("afterprint", unfold);
}
