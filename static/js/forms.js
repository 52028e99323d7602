// Makes the forms on a page, and those that htmx brings later, comfortable: search-as-you-type
// fields, drafts, and a name of their own for what is sent. Without it they are plain forms.

import { enhanceCombobox } from "./combobox.js";
import { enhanceDraft, watchSending } from "./drafts.js";
import "./tag-filter.js";

export function enhance(root) {
  for (const input of root.querySelectorAll("[data-combobox]")) enhanceCombobox(input);
  for (const form of root.querySelectorAll("form[data-draft]")) enhanceDraft(form);
}

// From any field, past all those that follow it.
function sendByKeys(event) {
  const form = event.target.closest("form[data-draft]");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
}

enhance(document);
watchSending();
document.body.addEventListener("keydown", sendByKeys);
// At once after the swap: who types fast would be ahead of htmx:afterSettle.
document.body.addEventListener("htmx:afterSwap", ({ target }) => enhance(target));
