// The search page: its field, its address, and what was found.
import { FACETS, pickedIn, showFacets } from "./search-facets.js";
import { find } from "./search-index.js";

const form = document.querySelector(".search-form");
const [field, count, near, list, more, facets] = ["input", "count", "near", "results", "more", "facets"].map((name) =>
  form.querySelector(`.search-form__${name}`),
);
const PAGE = 10;
let latest = 0;
let waiting;

form.querySelector("[data-plain]").hidden = true;

function address(query, picked) {
  const url = new URL(location);
  url.search = query ? new URLSearchParams({ q: query, ...picked }) : "";
  url.hash = "";
  return url.href;
}

// Each query that is sent and each choice is a step back; words that are still being typed are one.
function keep(typing) {
  const url = address(field.value.trim(), pickedIn(facets));
  if (url === location.href && history.state?.typing === typing) return;
  const stays = url === location.href || history.state?.typing;
  history[stays ? "replaceState" : "pushState"]({ typing }, "", url);
}

async function search(typing) {
  clearTimeout(waiting);
  if (typing !== undefined) keep(typing);
  const query = field.value.trim();
  const turn = ++latest;
  const picked = pickedIn(facets);
  if (!query) return show({ results: [], near: "" }, "", turn);
  count.textContent = "Mencari…";
  try {
    const found = await find(form.dataset.base, query, picked, Date.now());
    if (turn !== latest) return;
    showFacets(facets, found.counts, picked, () => search(false));
    await show(found, query, turn);
  } catch {
    if (turn === latest) count.textContent = "Pencarian tidak dapat dimuat. Coba lagi, atau lewat topik di bawah.";
  }
}

async function show({ results, near: other }, query, turn) {
  const rows = await Promise.all(results.slice(0, PAGE).map(row));
  if (turn !== latest) return;
  if (list.contains(document.activeElement)) field.focus();
  list.replaceChildren(...rows);
  more.hidden = results.length <= PAGE;
  more.onclick = async () => {
    const shown = list.children.length;
    const next = await Promise.all(results.slice(shown, shown + PAGE).map(row));
    if (turn !== latest) return;
    list.append(...next);
    next[0]?.querySelector("a").focus();
    more.hidden = results.length <= list.children.length;
  };
  suggest(other);
  if (!query) {
    count.textContent = "";
    facets.hidden = true;
  } else if (results.length) count.textContent = `${results.length} hasil untuk “${query}”`;
  else {
    const narrowed = Object.keys(pickedIn(facets)).length ? " dengan saringan itu" : "";
    count.textContent = `Tidak ada hasil untuk “${query}”${narrowed}. Coba kata lain, atau lihat topik di bawah.`;
  }
}

function suggest(other) {
  near.hidden = !other;
  const link = Object.assign(document.createElement("a"), { href: address(other, pickedIn(facets)), textContent: other });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = other;
    field.focus();
    search(false);
  });
  near.replaceChildren("Cari juga: ", link);
}

async function row(result) {
  const data = await result.data();
  const item = Object.assign(document.createElement("li"), { className: "search-form__result" });
  const title = Object.assign(document.createElement("a"), { className: "search-form__title", href: data.url });
  title.textContent = data.meta.title;
  const told = Object.assign(document.createElement("p"), { className: "search-form__told" });
  told.textContent = [data.meta.rubrik, data.meta.tanggal].filter(Boolean).join(" · ");
  const excerpt = Object.assign(document.createElement("p"), { className: "search-form__excerpt" });
  excerpt.append(...new DOMParser().parseFromString(data.excerpt, "text/html").body.childNodes);
  item.append(title, told, excerpt);
  return item;
}

function restore() {
  const given = new URLSearchParams(location.search);
  field.value = given.get("q") ?? "";
  const picked = Object.fromEntries(FACETS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  showFacets(facets, {}, picked, () => search(false));
  search();
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => search(true), 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(false);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  field.value = "";
  search(false);
});
// Down and up lead from the field through what was found, and back.
form.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...list.querySelectorAll("a.search-form__title")];
  const at = stops.indexOf(document.activeElement);
  if (!step || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});
addEventListener("popstate", restore);
restore();
if (!field.value) field.focus({ preventScroll: true });
