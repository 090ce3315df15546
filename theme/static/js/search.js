// Search the portal's own index (Pagefind), which is loaded with the first word that somebody types.
const form = document.querySelector(".search-form");
const [field, count, list, more, facets] = ["input", "count", "results", "more", "facets"].map((name) =>
  form.querySelector(`.search-form__${name}`),
);
const PAGE = 10;
const WORTH = 0.2; // below it not a word of the query was found: Pagefind then guesses by first letters
const selects = ["Rubrik", "Tahun", "Pendaftaran"].map(makeFacet);
let engine;
let latest = 0;

form.querySelector("[data-plain]").hidden = true;

async function load() {
  const words = fetch(`${form.dataset.base}cari/kosakata.json`).then((answer) => answer.json());
  const pagefind = await import(`${form.dataset.index}kini/pagefind.js`);
  await pagefind.options({ baseUrl: form.dataset.base, excerptLength: 24 });
  // A portal of this year alone has no archive.
  const archive = await fetch(`${form.dataset.index}arsip/pagefind-entry.json`, { method: "HEAD" });
  if (archive.ok) await pagefind.mergeIndex(`${form.dataset.index}arsip/`, { baseUrl: form.dataset.base });
  await pagefind.filters();
  return { pagefind, words: await words };
}

// What is asked, and the same with each word that means the same in its place.
function variants(query, words) {
  const asked = ` ${query.toLowerCase().replace(/\s+/g, " ").trim()} `;
  const found = new Set([asked.trim()]);
  for (const group of words.same)
    for (const word of group)
      if (asked.includes(` ${word} `))
        for (const other of group) if (found.size < 6) found.add(asked.replace(` ${word} `, ` ${other} `).trim());
  return [...found];
}

function makeFacet(name) {
  const label = Object.assign(document.createElement("label"), { className: "search-form__facet", textContent: name });
  const select = Object.assign(document.createElement("select"), { name });
  select.addEventListener("change", search);
  label.append(select);
  facets.append(label);
  return select;
}

function chosen() {
  return Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
}

async function search() {
  const query = field.value.trim();
  const turn = ++latest;
  const address = new URL(location);
  address.search = query ? new URLSearchParams({ q: query, ...chosen() }) : "";
  history.replaceState(null, "", address);
  if (!query) {
    facets.hidden = true;
    return show([], "", turn);
  }
  count.textContent = "Mencari…";
  try {
    engine ??= load();
    const { pagefind, words } = await engine;
    const answers = [];
    for (const one of variants(query, words)) answers.push(await pagefind.search(one, { filters: chosen() }));
    const best = new Map();
    for (const answer of answers)
      for (const result of answer.results) if (!best.has(result.id)) best.set(result.id, result);
    const results = [...best.values()].sort((one, other) => other.score - one.score);
    if (turn !== latest) return;
    if (!(results[0]?.score >= WORTH)) results.length = 0;
    offer(answers.find((answer) => answer.results.length) ?? answers[0]);
    await show(results, query, turn, words);
  } catch {
    engine = undefined;
    count.textContent = "Pencarian tidak dapat dimuat. Coba lagi, atau lewat topik di bawah.";
  }
}

// The lists stay and only what they offer changes, so that whoever chooses in one by the keyboard stays there.
function offer(answer) {
  for (const select of selects) {
    const { name, value: before } = select;
    const values = Object.entries(answer.filters[name] ?? {}).filter(([value, hits]) => hits || before === value).sort();
    if (name === "Tahun") values.reverse();
    const options = values.map(([value, hits]) => new Option(`${value} (${hits})`, value));
    select.replaceChildren(new Option("semua", ""), ...options);
    select.value = before;
    select.parentElement.hidden = !values.length;
  }
  facets.hidden = selects.every((select) => select.parentElement.hidden);
}

async function show(results, query, turn, words) {
  const rows = await Promise.all(results.slice(0, PAGE).map(row));
  if (turn !== latest) return;
  list.replaceChildren(...rows);
  more.hidden = results.length <= PAGE;
  let shown = PAGE;
  more.onclick = async () => {
    const next = await Promise.all(results.slice(shown, shown + PAGE).map(row));
    list.append(...next);
    next[0]?.querySelector("a").focus();
    shown += PAGE;
    more.hidden = results.length <= shown;
  };
  if (!query) count.textContent = "";
  else if (results.length) count.textContent = `${results.length} hasil untuk “${query}”`;
  else count.textContent = `Tidak ada hasil untuk “${query}”.${hint(query, words)} Coba kata lain, atau lihat semua topik di bawah.`;
}

function hint(query, words) {
  for (const pair of words.near)
    for (const [at, word] of pair.entries())
      if (query.toLowerCase().split(/\s+/).includes(word)) return ` Mungkin maksud Anda “${pair[1 - at].toUpperCase()}”?`;
  return "";
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

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  field.value = "";
  search();
});
const given = new URLSearchParams(location.search);
if (given.get("q")) {
  field.value = given.get("q");
  for (const select of selects) {
    const value = given.get(select.name);
    if (value) select.append(new Option(value, value, true, true));
  }
  search();
} else field.focus({ preventScroll: true });
