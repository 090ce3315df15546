// Asks the portal's own index (Pagefind), which is loaded with the first word that somebody types.
import { nearby, variants } from "./search-words.js";

const WORTH = 0.2; // above it a word of the query was found for certain
export const JOINING = "Pendaftaran"; // its values in the index are spans of time, "<from>/<to>"
let engine;

async function openPart(program, base, name) {
  const pagefind = program.createInstance({ basePath: `${base}pagefind/${name}/` });
  await pagefind.options({ baseUrl: base, excerptLength: 24 });
  await pagefind.preload(""); // done when it can be asked
  return pagefind;
}

async function load(base) {
  // Asked for anew: a browser that kept an older list would look for parts that are gone.
  const answers = [fetch(`${base}cari/kosakata.json`), fetch(`${base}pagefind/bagian.json`, { cache: "no-cache" })];
  const told = answers.map(async (answer) => (await answer).json());
  const program = await import(`${base}pagefind/pagefind.js`);
  const [words, pages] = await Promise.all(told);
  const parts = [];
  const facets = [];
  // One after the other: of two that begin together each would put its own WebAssembly in the place of the other's.
  for (const name of Object.keys(pages)) {
    const pagefind = await openPart(program, base, name);
    parts.push({ pagefind, pages: pages[name] });
    facets.push(pagefind.filters());
  }
  const spans = (await Promise.all(facets)).flatMap((values) => Object.keys(values[JOINING] ?? {}));
  return { parts, spans: [...new Set(spans)], words };
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

// picked: facets and their values. Gives results best first, how often each value of a facet is among them, and a
// query that is near. What can still be joined is told by `now`, in milliseconds: the index is older than the reader.
export async function find(base, query, picked, now) {
  engine ??= load(base);
  const { parts, spans, words } = await engine.catch((error) => {
    engine = undefined;
    throw error;
  });
  const near = nearby(query, words);
  const open = spans.filter((span) => covers(span, now));
  const filters = { ...picked };
  if (filters[JOINING]) filters[JOINING] = { any: open };
  if (filters[JOINING] && !open.length) return { results: [], counts: {}, near };
  const best = new Map();
  const counts = {};
  for (const text of variants(query, words)) {
    const sums = {};
    for (const { results, found } of await ask(parts, text, filters)) {
      for (const result of results) if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
      for (const [facet, values] of Object.entries(found))
        for (const [value, hits] of Object.entries(values))
          (sums[facet] ??= {})[value] = hits + (sums[facet][value] ?? 0);
    }
    for (const [facet, values] of Object.entries(sums))
      for (const [value, hits] of Object.entries(values))
        (counts[facet] ??= {})[value] = Math.max(hits, counts[facet][value] ?? 0);
  }
  counts[JOINING] = { ya: open.reduce((sum, span) => sum + (counts[JOINING]?.[span] ?? 0), 0) };
  return { results: [...best.values()].sort((one, other) => other.score - one.score), counts, near };
}
