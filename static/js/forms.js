// Makes the forms on a page, and those that htmx brings later, comfortable: search-as-you-type
// fields, drafts, and a name of their own for what is sent. Without it they are plain forms.

import { enhanceCombobox } from "./combobox.js";
import { enhanceDraft, watchSending } from "./drafts.js";
import "./tag-filter.js";

export function enhance(root) {
  for (const input of root.querySelectorAll("[data-combobox]")) enhanceCombobox(input);
  for (const form of root.querySelectorAll("form[data-draft]")) enhanceDraft(form);
}

enhance(document);
watchSending();
// At once after the swap: who types fast would be ahead of htmx:afterSettle.
document.body.addEventListener("htmx:afterSwap", ({ target }) => enhance(target));
