// Takes the list of /terkini/ into the page that is read, once its place comes near; without it, or when it
// cannot be had, the link stays.
const KEPT = 6;

async function fill(place) {
  const address = place.querySelector("a").href;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("k-terkini-daftar");
  if (!list) return;
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
  place.prepend(list);
}

for (const place of document.querySelectorAll("[data-k-latest]")) {
  const watcher = new IntersectionObserver(
    ([entry]) => {
      if (!entry.isIntersecting) return;
      watcher.disconnect();
      fill(place).catch(() => {});
    },
    { rootMargin: "600px" },
  );
  watcher.observe(place);
}
