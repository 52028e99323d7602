// Menus that are <details>: Escape closes the open one and gives the focus back to what opened it, and
// so does pressing anywhere else, which keeps the focus where it goes.

const OPEN = ":is(.menu, .pane-tools > details)[open]";

function close(menu) {
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector("summary").focus();
}

// Before all others hear of it: for the page Escape means something else.
document.addEventListener(
  "keydown",
  (event) => {
    const menu = event.key === "Escape" && document.querySelector(OPEN);
    if (!menu || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    close(menu);
  },
  { capture: true },
);

document.addEventListener("pointerdown", ({ target }) => {
  for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target)) menu.open = false;
});
