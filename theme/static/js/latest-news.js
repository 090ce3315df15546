// Takes the list of /terkini/ into the page that is read, once its place comes near, but nowhere where the page
// would move before the reader's eyes; without it, or when it cannot be had, the link stays.
const KEPT = 6;

async function listOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("k-terkini-daftar");
  if (!list) return null;
  const others = [...list.children].filter((item) => item.querySelector("a").pathname !== location.pathname);
  list.removeAttribute("id");
  list.className = "headline-list";
  list.replaceChildren(...others.slice(0, KEPT));
  for (const heading of list.querySelectorAll("h2")) {
    const lower = document.createElement("h3");
    for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  return list;
}

// Calls `act` once `holds` of where the place is.
function once(place, holds, act, rootMargin) {
  const watcher = new IntersectionObserver(
    ([entry]) => {
      if (!holds(entry)) return;
      watcher.disconnect();
      act();
    },
    { rootMargin },
  );
  watcher.observe(place);
}

const isNear = (entry) => entry.isIntersecting;
const isBelow = (entry) => entry.boundingClientRect.top >= innerHeight;

for (const place of document.querySelectorAll("[data-k-latest]")) {
  const fill = async () => {
    const list = await listOf(place.querySelector("a").href).catch(() => null);
    if (list) once(place, isBelow, () => place.prepend(list), "0px");
  };
  once(place, isNear, fill, "1200px");
}
