// One live region for everything that is said and not shown.

const region = document.createElement("p");
region.className = "visually-hidden";
region.setAttribute("role", "status");
document.body.append(region);

/** Has a screen reader say `words`, and then `quoted` in the voice of its language. */
export function announce(words, quoted = "", lang = "") {
  region.replaceChildren(words, " ", quotation(quoted, lang));
}

function quotation(text, lang) {
  const element = document.createElement("bdi");
  element.lang = lang;
  element.textContent = shortened(text);
  return element;
}

const LONG = 160;

function shortened(text) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length <= LONG ? flat : `${flat.slice(0, 90)} … ${flat.slice(-50)}`;
}
