// Reloads the page when the preview server has something newer to show.
// Added by the server on the way out; it stands in no file of the portal.
const shown = new URL(document.currentScript.src).searchParams.get("versi");
let events = null;

function listen() {
  events = new EventSource("/__pratinjau/kejadian");
  events.onmessage = (event) => {
    if (event.data !== shown) location.reload();
  };
}

// A browser opens six connections to one server: a tab that nobody looks at gives its own back.
function follow() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) {
    listen();
  }
}

document.addEventListener("visibilitychange", follow);
window.addEventListener("pagehide", () => events?.close());
follow();
