// Texts as they are compared with what somebody types into a filter.

/** In small letters and without marks over or under them. */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Whether every word typed stands in the text, in whole or in part. */
export function hasWords(text, typed) {
  const said = folded(text);
  return folded(typed)
    .split(/\s+/)
    .every((word) => said.includes(word));
}
