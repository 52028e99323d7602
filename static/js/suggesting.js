// Entry point of the page of suggestions.

import { standOnFirst, watchDeciding } from "./deciding.js";
import { openKeys, watchKeys } from "./keys.js";

const list = document.querySelector("[data-suggestions]");
const keys = list ? watchDeciding(list) : {};
watchKeys({ panes: [] }, { anywhere: { ...keys, "?": openKeys }, inText: {} });
if (list && location.hash === "") standOnFirst(list);
