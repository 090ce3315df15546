// How well a page answers a query, from what Pagefind's fragment of it holds. Pagefind alone knows neither exact words
// (it indexes stems) nor titles as a whole, nor what is over.
import { readable, tokens } from "./search-words.js";

// What a word of the query is worth where it is found: as it is, as the beginning of a word, by its stem.
const TITLE = { exact: 1, begins: 0.8, stem: 0.55 };
const TEXT = { exact: 0.7, begins: 0.42, stem: 0.35 };
// Words that ask for pages of a kind, as if each had them in its title ("bimtek batik").
const KINDS = { Bimtek: ["bimtek", "pelatihan"], Ekspor: ["ekspor"], Berita: ["berita"], Angka: ["angka", "statistik"] };
const YEAR = 31_557_600_000;

function likeness(word, other) {
  if (word === other) return "exact";
  if (word.length > 2 && other.startsWith(word)) return "begins";
  if (/\d/.test(word) || word.length < 3 || other.length < 3) return "";
  // Affixes change the first letter of some words ("tenun", "menenun"), so that the longest part in common decides.
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  const least = Math.max(3, Math.ceil(short.length * 0.6));
  for (let at = 0; at + least <= short.length; at++) if (long.includes(short.slice(at, at + least))) return "stem";
  return "";
}

// A likeness of stems counts only where Pagefind found the word: "meralat" is not built on what "peralatan" is.
function bestOf(word, others, worth, found) {
  let best = 0;
  for (const other of others) {
    const like = likeness(word, other);
    if (like !== "stem" || found.has(other)) best = Math.max(best, worth[like] ?? 0);
  }
  return best;
}

// A page as it is compared: words of its title, name in its address and text, and how often each word stands there;
// its other names: a short one, the offices of a person.
export function pageOf(data) {
  const pieces = data.content.split(/\s+/);
  const text = tokens(readable(data.content));
  const counts = new Map();
  for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  const title = readable(data.meta.title ?? "");
  return {
    title,
    titleWords: tokens(title),
    name: data.url.split("/").slice(-2)[0],
    names: [data.meta.singkatan ?? "", ...(data.meta.jabatan ?? "").split(";")].map(tokens),
    text: ` ${text.join(" ")} `,
    counts,
    found: new Set(data.locations.flatMap((at) => tokens(readable(pieces[at] ?? "")))),
  };
}

function worthOf(word, page) {
  const inTitle = bestOf(word, page.titleWords, TITLE, page.found);
  const uses = page.counts.get(word) ?? 0;
  const inText = uses ? TEXT.exact + 0.02 * Math.min(uses, 5) : bestOf(word, page.found, TEXT, page.found);
  return Math.max(inTitle, inText);
}

// What a page is beside its words: open, over, new. `spans` are those of registration that cover now.
function standing({ meta, filters }, spans, now) {
  const published = Date.parse(meta.terbit);
  const age = Number.isNaN(published) ? 2 : Math.max(0, now - published) / YEAR;
  const fresh = 0.1 * 2 ** (-age / 2);
  if (filters.Pendaftaran?.some((span) => spans.includes(span))) return 0.2 + fresh;
  return fresh - (Date.parse(meta.usai) < now ? 0.06 : 0);
}

// words: those of the query; weights: how rare each is; plain: words of grammar. Gives a score, and whether the page
// holds one of the words that tell something, in any form.
export function scoreOf(data, { words, weights, plain, spans, now }) {
  const page = pageOf(data);
  const total = weights.reduce((sum, one) => sum + one, 0);
  let sum = 0;
  let missing = 0;
  let holds = false;
  for (const [at, word] of words.entries()) {
    const worth = KINDS[data.meta.rubrik]?.includes(word) && words.length > 1 ? TITLE.exact : worthOf(word, page);
    if (!worth) missing++;
    else if (!plain.includes(word) || words.every((one) => plain.includes(one))) holds = true;
    sum += weights[at] * worth;
  }
  let score = sum / total;
  const asked = words.join(" ");
  const isTelling = (word) => !plain.includes(word);
  const title = page.titleWords.filter(isTelling);
  const hit = title.filter((word) => words.some((one) => bestOf(one, [word], TITLE, page.found))).length;
  score += 0.25 * (hit / Math.max(title.length, 1)) * (sum / total);
  const core = words.filter(isTelling).join("-");
  const names = [page.name, ...[...page.names, title].map((name) => name.filter(isTelling).join("-"))];
  if (core && names.includes(core)) score += 0.45;
  else if (page.titleWords.join(" ").startsWith(asked)) score += 0.15;
  if (words.length > 1) {
    const pairs = words.slice(1).map((word, at) => ` ${words[at]} ${word} `);
    score += (0.15 * pairs.filter((pair) => page.text.includes(pair)).length) / pairs.length;
  }
  return { score: score * (1 - (0.5 * missing) / words.length) + standing(data, spans, now), holds };
}

// The words around the best place, as pairs of a text and whether it is a word of the query.
export function excerptOf(data, words, room = 26) {
  const pieces = data.content.split(/\s+/);
  const at = new Set(data.locations);
  const isHit = (piece, place) =>
    tokens(readable(piece)).some((one) =>
      words.some((word) => word === one || (at.has(place) && word.length > 2 && likeness(word, one))),
    );
  const hits = pieces.map(isHit);
  let [start, most, inside] = [0, 0, 0];
  for (let place = 0; place < hits.length; place++) {
    inside += hits[place] - (hits[place - room + 6] ?? 0);
    if (inside > most) [start, most] = [Math.max(0, place - room + 7), inside];
  }
  start = Math.max(0, Math.min(start - 3, pieces.length - room));
  const parts = pieces.slice(start, start + room).map((piece, place) => ({ text: piece, isHit: hits[start + place] }));
  return { parts, isCut: [start > 0, start + room < pieces.length] };
}
