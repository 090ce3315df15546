// The search page: its field, its address, and what was found.
import { stageAt } from "./life.js";
import { FACETS, pickedIn, showFacets } from "./search-facets.js";
import { find, namesLike } from "./search-index.js";
import { excerptOf } from "./search-rank.js";
import { readable } from "./search-words.js";

const form = document.querySelector(".search-form");
const [field, names, facets, count, corrected, near, list, more] = [
  "input",
  "names",
  "facets",
  "count",
  "corrected",
  "near",
  "results",
  "more",
].map((name) => form.querySelector(`.search-form__${name}`));
const PAGE = 10;
let latest = 0;
let waiting;
let isLiteral = false; // the query is asked as it is spelt

form.querySelector("[data-plain]").hidden = true;

function address(query, picked, literal = false) {
  const url = new URL(location);
  url.search = query ? new URLSearchParams({ q: query, ...picked, ...(literal && { persis: "ya" }) }) : "";
  url.hash = "";
  return url.href;
}

// Each query that is sent and each choice is a step back; words that are still being typed are one.
function keep(typing) {
  const url = address(field.value.trim(), pickedIn(facets), isLiteral);
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
    if (typing) suggestNames(query, turn);
    const found = await find(form.dataset.base, query, picked, Date.now(), isLiteral);
    if (turn !== latest) return;
    showFacets(facets, found.counts, picked, () => search(false));
    await show(found, query, turn);
  } catch {
    if (turn === latest) count.textContent = "Pencarian tidak dapat dimuat. Coba lagi, atau lewat topik di bawah.";
  }
}

async function suggestNames(query, turn) {
  const found = await namesLike(form.dataset.base, query, Date.now());
  if (turn !== latest) return;
  names.replaceChildren(
    ...found.map(({ title, url, kind }) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { className: "search-form__name", href: url, textContent: title });
      item.append(link, ` ${kind}`);
      return item;
    }),
  );
  names.hidden = !found.length;
}

async function show({ results, near: other, corrected: right = "" }, query, turn) {
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
  form.dataset.answered = query;
  suggest(other);
  tellCorrected(query, right);
  if (!query) {
    count.textContent = "";
    facets.hidden = true;
    names.hidden = true;
  } else if (results.length) count.textContent = `${results.length} hasil untuk “${right || query}”`;
  else {
    const narrowed = Object.keys(pickedIn(facets)).length ? " dengan saringan itu" : "";
    count.textContent = `Tidak ada hasil untuk “${query}”${narrowed}. Coba kata lain, atau lihat topik di bawah.`;
  }
}

// A link to another query, which is asked in place.
function queryLink(query, text, literal = false) {
  const link = Object.assign(document.createElement("a"), {
    href: address(query, pickedIn(facets), literal),
    textContent: text,
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = query;
    isLiteral = literal;
    field.focus();
    search(false);
  });
  return link;
}

function suggest(other) {
  near.hidden = !other;
  near.replaceChildren("Cari juga: ", queryLink(other, other));
}

function tellCorrected(query, right) {
  corrected.hidden = !right;
  const shown = Object.assign(document.createElement("strong"), { textContent: right });
  corrected.replaceChildren("Menampilkan hasil untuk ", shown, "; cari ", queryLink(query, `${query} saja`, true));
}

// A training's state by the reader's clock, its date and place; of other pages the day of publication.
function factsOf({ rubrik, tanggal, keadaan, acara, tempat }) {
  if (!keadaan) return [rubrik, tanggal];
  const stages = keadaan.split(";").map((stage) => {
    const [since, text] = stage.split("=");
    return { since, text };
  });
  return [rubrik, stageAt(stages, Date.now()).text, acara, tempat];
}

async function row(result) {
  const data = await result.data();
  const item = Object.assign(document.createElement("li"), { className: "search-form__result" });
  const title = Object.assign(document.createElement("a"), { className: "search-form__title", href: data.url });
  title.textContent = readable(data.meta.title);
  const told = Object.assign(document.createElement("p"), { className: "search-form__told" });
  told.textContent = factsOf(data.meta).filter(Boolean).join(" · ");
  const excerpt = Object.assign(document.createElement("p"), { className: "search-form__excerpt" });
  const { parts, isCut } = excerptOf(data, result.words);
  if (isCut[0]) excerpt.append("… ");
  for (const [at, { text, isHit }] of parts.entries()) {
    const isGlued = text.endsWith("\u2060"); // a space of the index, not of the page
    const words = readable(isGlued ? text.slice(0, -1) : text);
    const gap = isGlued || at === parts.length - 1 ? "" : " ";
    excerpt.append(isHit ? Object.assign(document.createElement("mark"), { textContent: words }) : words, gap);
  }
  if (isCut[1]) excerpt.append(" …");
  item.append(title, told, excerpt);
  return item;
}

function restore() {
  const given = new URLSearchParams(location.search);
  field.value = given.get("q") ?? "";
  isLiteral = given.get("persis") === "ya";
  const picked = Object.fromEntries(FACETS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  showFacets(facets, {}, picked, () => search(false));
  search();
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  isLiteral = false;
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
  const stops = [field, ...names.querySelectorAll("a"), ...list.querySelectorAll("a.search-form__title")];
  const at = stops.indexOf(document.activeElement);
  if (!step || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});
addEventListener("popstate", restore);
restore();
if (!field.value) field.focus({ preventScroll: true });
