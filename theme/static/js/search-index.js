// Asks the portal's own index (Pagefind), which is loaded with the first word that somebody types.
import { nearby, variants } from "./search-words.js";

const WORTH = 0.2; // above it a word of the query was found for certain
export const JOINING = "Pendaftaran"; // its values in the index are spans of time, "<from>/<to>"
let engine;

async function load(base) {
  const words = fetch(`${base}cari/kosakata.json`).then((answer) => answer.json());
  const pagefind = await import(`${base}pagefind/kini/pagefind.js`);
  await pagefind.options({ baseUrl: base, excerptLength: 24 });
  // A portal of this year alone has no archive.
  const archive = await fetch(`${base}pagefind/arsip/pagefind-entry.json`, { method: "HEAD" });
  if (archive.ok) await pagefind.mergeIndex(`${base}pagefind/arsip/`, { baseUrl: base });
  const spans = Object.keys((await pagefind.filters())[JOINING] ?? {});
  return { pagefind, spans, words: await words };
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

// picked: facets and their values. Gives results best first, how often each value of a facet is among them, and a
// query that is near. What can still be joined is told by `now`, in milliseconds: the index is older than the reader.
export async function find(base, query, picked, now) {
  engine ??= load(base);
  const { pagefind, spans, words } = await engine.catch((error) => {
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
  for (const one of variants(query, words)) {
    const answer = await pagefind.search(one, { filters });
    if (!(await isMeant(pagefind, one, answer))) continue;
    for (const result of answer.results)
      if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
    for (const [facet, values] of Object.entries(answer.filters))
      for (const [value, hits] of Object.entries(values))
        (counts[facet] ??= {})[value] = Math.max(hits, counts[facet][value] ?? 0);
  }
  counts[JOINING] = { ya: open.reduce((sum, span) => sum + (counts[JOINING]?.[span] ?? 0), 0) };
  return { results: [...best.values()].sort((one, other) => other.score - one.score), counts, near };
}
