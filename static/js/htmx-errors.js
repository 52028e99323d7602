/* Says aloud and in sight what htmx keeps to itself: a request that did not reach the server, took
   too long, or was refused. 409 and 422 bring their own answer and are swapped in like any other. */
(() => {
  const sentences = {
    0: "The server cannot be reached. What you typed is kept in this browser.",
    403: "You are not allowed to do that here, or your session has ended. Reload the page.",
    404: "This is not there any more. Reload the page to see what is.",
    429: "Too many requests. Wait a moment, then try again.",
  };

  function announce(text) {
    const region = document.getElementById("announcer");
    const message = document.createElement("span");
    const close = document.createElement("button");
    message.textContent = text;
    close.type = "button";
    close.textContent = "Dismiss";
    close.addEventListener("click", () => region.replaceChildren());
    region.replaceChildren(message, close);
  }

  function hush() {
    document.getElementById("announcer").replaceChildren();
  }

  // Where a page says itself that it is not connected, that is enough.
  const saysSo = () => document.querySelector("[data-connection]:not([hidden])") !== null;
  document.addEventListener("htmx:sendError", () => saysSo() || announce(sentences[0]));
  document.addEventListener("htmx:timeout", () =>
    announce("The server took too long to answer. Try again."),
  );
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const { status } = detail.xhr;
    announce(sentences[status] || `The server could not do that (error ${status}). Try again.`);
  });
  document.addEventListener("htmx:afterOnLoad", ({ detail }) => detail.successful && hush());
})();
