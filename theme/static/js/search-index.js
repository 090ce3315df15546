// Asks the portal's own index (Pagefind), which is loaded with the first word that somebody types. What it finds first
// is put in order anew by what the pages hold (search-rank.js).
import { scoreOf } from "./search-rank.js";
import { nearest } from "./search-spelling.js";
import { indexed, nearby, relative, roots, telling, tokens, variants } from "./search-words.js";

const WORTH = 0.2; // above it a word of the query was found for certain
export const JOINING = "Pendaftaran"; // its values in the index are spans of time, "<from>/<to>"
const LASTING = ["Topik", "Lembaga", "Orang", "Angka", "Halaman"];
const MOST = 40; // pages that are looked into for one query: some 2 kB each
const SYNONYM = 0.9; // what a word is worth that means the same as that of the query
let engine;

async function openPart(program, base, name) {
  const pagefind = program.createInstance({ basePath: `${base}pagefind/${name}/` });
  await pagefind.options({ baseUrl: base, excerptLength: 1 });
  await pagefind.preload(""); // done when it can be asked
  return pagefind;
}

async function load(base) {
  // Asked for anew: a browser that kept an older list would look for parts that are gone.
  const json = async (name, options) => (await fetch(base + name, options)).json();
  const answers = [json("cari/kosakata.json"), json("pagefind/bagian.json", { cache: "no-cache" })];
  const program = await import(`${base}pagefind/pagefind.js`);
  const [words, pages] = await Promise.all(answers);
  const lists = Object.keys(pages).map((name) => json(`pagefind/${name}/kata.json`, { cache: "no-cache" }));
  const parts = [];
  const facets = [];
  // One after the other: of two that begin together each would put its own WebAssembly in the place of the other's.
  for (const name of Object.keys(pages)) {
    const pagefind = await openPart(program, base, name);
    parts.push({ pagefind, pages: pages[name] });
    facets.push(pagefind.filters());
  }
  const spans = (await Promise.all(facets)).flatMap((values) => Object.keys(values[JOINING] ?? {}));
  const known = new Map();
  const names = [];
  for (const list of await Promise.all(lists)) {
    for (const word of list.words.split(" ")) {
      const text = word.replace(/\d$/, "");
      known.set(text, (known.get(text) ?? 0) + 2 ** Number(word.slice(text.length)));
    }
    names.push(...list.names);
  }
  return { parts, spans: [...new Set(spans)], words, known, names };
}

function open(base) {
  engine ??= load(base);
  return engine.catch((error) => {
    engine = undefined;
    throw error;
  });
}

function covers(span, now) {
  const [from, to] = span.split("/");
  return now < Date.parse(to) && !(now < Date.parse(from));
}

// Where no word is found Pagefind guesses by first letters, and tells it by a low score only. A word that nearly all
// pages hold scores low as well, but is found when it is asked for as it is.
async function isMeant(pagefind, text, { results }) {
  if (!results.length || results[0].score >= WORTH) return results.length > 0;
  for (const word of text.split(" ")) if ((await pagefind.search(`"${word}"`)).results.length) return true;
  return false;
}

// How much it tells that a page is among `hits` of `pages` (the inverse document frequency of BM25).
const rarity = (pages, hits) => Math.log(1 + (pages - hits + 0.5) / (hits + 0.5));

// Each part scores by how rare words are in it, a small one far too low. What they are in the whole portal makes scores
// comparable: half way, since words of a query and their stems are each as rare as they are.
async function ask(parts, text, filters) {
  const asked = parts.map(async ({ pagefind, pages }) => {
    const answer = await pagefind.search(text, { filters });
    return { pages, answer, hits: answer.unfilteredResultCount, meant: await isMeant(pagefind, text, answer) };
  });
  const answers = await Promise.all(asked);
  const whole = ["pages", "hits"].map((name) => answers.reduce((sum, one) => sum + one[name], 0));
  return answers
    .filter(({ meant }) => meant)
    .map(({ answer, pages, hits }) => {
      const fair = Math.sqrt(rarity(...whole) / rarity(pages, hits));
      // Pagefind drops what a result shows as soon as nobody holds the result itself.
      const results = answer.results.map((one) => ({ id: one.id, data: () => one.data(), score: one.score * fair }));
      return { found: answer.filters, results };
    });
}

// Pagefind loads what its index holds of words that begin as those of the query, and looks for their stems in that only.
async function loadStems({ parts, words }, query) {
  const asked = variants(query, words).join(" ").split(" ");
  const stems = [...new Set(asked.flatMap(roots))];
  await Promise.all(parts.flatMap(({ pagefind }) => stems.map((stem) => pagefind.preload(stem))));
}

async function weightOf(word, parts, plain) {
  if (plain.includes(word)) return 0.2;
  const answers = await Promise.all(parts.map(({ pagefind }) => pagefind.search(`"${indexed([word])}"`)));
  const hits = answers.reduce((sum, { results }) => sum + results.length, 0);
  const pages = parts.reduce((sum, part) => sum + part.pages, 0);
  return 1 + rarity(pages, hits) / 2;
}

function addCounts(counts, answers) {
  const sums = {};
  for (const { found } of answers)
    for (const [facet, values] of Object.entries(found))
      for (const [value, hits] of Object.entries(values))
        (sums[facet] ??= {})[value] = hits + (sums[facet][value] ?? 0);
  for (const [facet, values] of Object.entries(sums))
    for (const [value, hits] of Object.entries(values))
      (counts[facet] ??= {})[value] = Math.max(hits, counts[facet][value] ?? 0);
}

// The ways to ask for `query`: as it is, with other words, without words of grammar; where `isLoose` also without one
// of its words.
function waysToAsk(query, words, isLoose) {
  const ways = new Map();
  for (const [at, text] of variants(query, words).entries()) {
    const all = text.split(" ");
    const core = telling(all, words);
    const worth = at ? SYNONYM : 1;
    ways.set(text, { words: all, worth });
    if (!ways.has(core.join(" "))) ways.set(core.join(" "), { words: all, worth });
    if (isLoose && core.length > 1)
      for (const [left] of core.entries()) {
        const fewer = core.filter((_, place) => place !== left).join(" ");
        if (!ways.has(fewer)) ways.set(fewer, { words: all, worth });
      }
  }
  return ways;
}

async function gather(query, engine, filters, spans, isLoose) {
  const { parts, words } = engine;
  const all = new Map();
  const first = new Map();
  const counts = {};
  const take = (answers, most) => {
    const results = answers.flatMap((one) => one.results).sort((one, other) => other.score - one.score);
    for (const [place, result] of results.entries()) {
      if (!(all.get(result.id)?.score >= result.score)) all.set(result.id, result);
      if (place < most && first.size < MOST) first.set(result.id, result);
    }
  };
  const narrowed = (more) => ({ ...filters, ...more });
  for (const [text, way] of waysToAsk(query, words, isLoose)) {
    const asked = indexed(text.split(" "));
    const answers = await ask(parts, asked, filters);
    if (!isLoose || !all.size || way.worth === 1) addCounts(counts, answers);
    take(answers, all.size ? 8 : 16);
    if (!filters.Rubrik) take(await ask(parts, asked, narrowed({ Rubrik: { any: LASTING } })), 6);
    if (spans.length && !filters[JOINING]) take(await ask(parts, asked, narrowed({ [JOINING]: { any: spans } })), 6);
  }
  return { all, first, counts };
}

async function rank(query, engine, { all, first }, spans, now) {
  const { parts, words } = engine;
  const asked = [];
  for (const [at, text] of variants(query, words).entries()) {
    const own = text.split(" ");
    const weights = await Promise.all(own.map((word) => weightOf(word, parts, words.plain)));
    asked.push({ words: own, weights, plain: words.plain, spans, now, worth: at ? SYNONYM : 1 });
  }
  const scored = [...first.values()].map(async (result) => {
    const data = await result.data();
    const each = asked.map((one) => {
      const { score, holds } = scoreOf(data, one);
      return { score: score * one.worth, holds, words: telling(one.words, words) };
    });
    const best = each.reduce((one, other) => (other.score > one.score ? other : one));
    return { ...result, ...best, holds: each.some(({ holds }) => holds) };
  });
  // Of a word that no page has Pagefind finds what begins like it.
  const front = (await Promise.all(scored)).filter(({ holds }) => holds).sort((one, other) => other.score - one.score);
  if (!front.length) return [];
  const rest = [...all.values()].filter(({ id }) => !first.has(id)).sort((one, other) => other.score - one.score);
  return [...front, ...rest.map((one) => ({ ...one, words: telling(asked[0].words, words) }))];
}

// What a word of the query is spelt as: by `right` where the portal has no such word, and by `likely` where no title has
// it, as where a source is quoted that misspells it.
async function spelling(word, { parts, known, words: { plain, same, spelt } }) {
  if (known.has(word) || plain.includes(word) || spelt[word] || same.flat().includes(word)) return {};
  // Whoever is still typing means a longer word.
  for (const other of known.keys()) if (other.startsWith(word)) return {};
  const other = nearest(word, known);
  if (!other) return {};
  for (const { pagefind } of parts)
    if ((await pagefind.search(`"${indexed([word])}"`)).results.length) return word.length > 5 ? { likely: other } : {};
  return { right: other };
}

// The query as it was meant, and the vocabulary with what else its words may mean.
async function meaning(query, engine) {
  const corrected = [];
  const spelt = { ...engine.words.spelt };
  for (const word of tokens(query)) {
    const { right = word, likely } = await spelling(word, engine);
    if (likely) spelt[word] = likely;
    corrected.push(right);
  }
  return { right: corrected.join(" "), words: { ...engine.words, spelt } };
}

// picked: facets and their values. Gives results best first, how often each value of a facet is among them, a query
// that is near, and the query that was asked where it is another. `isLiteral`: it is asked as it is spelt. What can
// still be joined is told by `now`, in milliseconds: the index is older than the reader.
export async function find(base, query, picked, now, isLiteral = false) {
  const loaded = await open(base);
  const typed = tokens(query).join(" ");
  await loadStems(loaded, query);
  const { right, words } = isLiteral ? { right: typed, words: loaded.words } : await meaning(query, loaded);
  const corrected = right === typed ? "" : right;
  const asked = corrected || query;
  const engine = { ...loaded, words };
  if (corrected) await loadStems(engine, corrected);
  const near = nearby(asked, words);
  const spans = engine.spans.filter((span) => covers(span, now));
  const filters = { ...picked };
  if (filters[JOINING]) filters[JOINING] = { any: spans };
  if (!typed || (filters[JOINING] && !spans.length)) return { results: [], counts: {}, near, corrected };
  let gathered = await gather(asked, engine, filters, spans, false);
  if (gathered.all.size < 3) gathered = await gather(asked, engine, filters, spans, true);
  const results = await rank(asked, engine, gathered, spans, now);
  const derived = tokens(asked)
    .map((word) => relative(word, loaded.known))
    .join(" ");
  if (!results.length && !isLiteral && derived !== tokens(asked).join(" "))
    return { ...(await find(base, derived, picked, now, true)), corrected: derived };
  const { counts } = gathered;
  counts[JOINING] = { ya: spans.reduce((sum, span) => sum + (counts[JOINING]?.[span] ?? 0), 0) };
  return { results, counts, near, corrected };
}

// Topics, institutions and trainings that one can join whose names hold what is being typed, those that begin with it first.
export async function namesLike(base, query, now, most = 5) {
  const { names } = await open(base);
  const typed = tokens(query);
  if (!typed.length || typed.join("").length < 2) return [];
  const found = [];
  for (const [title, url, kind, span, short = ""] of names) {
    if (span && !covers(span, now)) continue;
    const words = tokens(`${short} ${title}`);
    if (!typed.every((word) => words.some((one) => one.startsWith(word)))) continue;
    const begins = [tokens(title), tokens(short)].some((one) => one.join(" ").startsWith(typed.join(" ")));
    found.push({ title, url: base + url.slice(1), kind: span ? "Bimtek yang bisa diikuti" : kind, begins, length: words.length });
  }
  found.sort((one, other) => other.begins - one.begins || one.length - other.length || (one.title < other.title ? -1 : 1));
  return found.slice(0, most);
}
