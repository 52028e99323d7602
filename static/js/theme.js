/* The reader's choice between daylight and lamplight. Without a choice the system decides. Loaded
   before the page is painted, so that a chosen theme never flashes in the other one. */
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  }

  function store(theme) {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      /* Storage is off: the choice holds for this page. */
    }
  }

  function systemTheme() {
    return system.matches ? "dark" : "light";
  }

  function show(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    const dark = (theme || systemTheme()) === "dark";
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(dark));
    }
  }

  function toggle() {
    const next = (root.dataset.theme || systemTheme()) === "dark" ? "light" : "dark";
    const choice = next === systemTheme() ? null : next;
    store(choice);
    show(choice);
  }

  show(stored());
  system.addEventListener("change", () => show(stored()));
  window.addEventListener("storage", (event) => event.key === "theme" && show(event.newValue));
  document.addEventListener("DOMContentLoaded", () => show(stored()));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggle();
  });
})();
