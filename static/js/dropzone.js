// Files dropped anywhere on the import page are handed in at once; files chosen with the button
// wait for the next press. Without this module the page is a plain form.

const form = document.querySelector("[data-import]");
const zone = form.querySelector("[data-dropzone]");
const input = zone.querySelector("input[type=file]");

let depth = 0; // of elements that the pointer has entered with files: leaving a child is not leaving

function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

function show(isOver) {
  zone.classList.toggle("is-over", isOver);
}

document.addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  depth += 1;
  show(true);
});

document.addEventListener("dragleave", (event) => {
  if (!hasFiles(event)) return;
  depth = Math.max(0, depth - 1);
  show(depth > 0);
});

// Both need preventing, or the browser leaves the page for the file.
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});

document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  depth = 0;
  show(false);
  input.files = together(input.files, event.dataTransfer.files);
  form.requestSubmit(form.querySelector("button[data-progress]"));
});

/** Files that were chosen before stay beside those that are dropped. */
function together(...lists) {
  const transfer = new DataTransfer();
  for (const file of lists.flatMap((list) => Array.from(list))) transfer.items.add(file);
  return transfer.files;
}

form.addEventListener("submit", ({ submitter }) => {
  if (!submitter?.dataset.progress) return;
  submitter.setAttribute("aria-disabled", "true");
  submitter.textContent = submitter.dataset.progress;
});

// A page that comes back from the browser's memory is ready again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

zone.querySelector("[data-drop-invitation]").hidden = false;
