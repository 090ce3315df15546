// Words of questions and of what is found, split as kabar/text/search_words.py splits them for the index.
const MOST = 8;

// A number with its separators is one word ("1.250.000", "7,5"); an apostrophe within a word is none.
export const tokens = (text) =>
  text
    .normalize("NFC")
    .replace(/[⁰¹²³⁴-⁹]/g, " ")
    .toLowerCase()
    .replace(/(\p{L})['’‘ʼ\u0060](?=\p{L})/gu, "$1")
    .replace(/(^|[^\p{L}\p{N}_])(rp|usd|idr|eur)(?=\d)/gu, "$1$2 ")
    .match(/(?:\d+(?:[.,]\d+)*|[\p{L}\p{M}\p{N}])+/gu) ?? [];

// What the index holds in place of separators within numbers.
export const indexed = (words) => words.join(" ").replace(/\./g, "\ua4f8").replace(/,/g, "\ua4f9");
export const readable = (text) => text.replace(/\u2060 /g, "").replace(/\ua4f8/g, ".").replace(/\ua4f9/g, ",");

// What a word may be built on: it without its prefixes, with the first letter that some of them swallow ("menulis":
// "tulis", "mengirim": "kirim"). More than there are in truth; enough to load what the index holds of them.
const PREFIXES = "meng-k peng-k meny-s peny-s mem-p pem-p men-t pen-t me pe per di ke se ber be ter te"
  .split(" ")
  .map((pair) => pair.split("-"));
export function roots(word) {
  const found = new Set([word]);
  for (const text of found)
    for (const [prefix, swallowed = ""] of PREFIXES)
      if (text.startsWith(prefix) && text.length - prefix.length > 3) {
        const left = text.slice(prefix.length);
        found.add(left);
        if (swallowed && /^[aeiou]/.test(left)) found.add(swallowed + left);
      }
  return [...found];
}

const SUFFIXES = ["nya", "kan", "an", "i"];
const bases = (word) => {
  const shorter = SUFFIXES.filter((suffix) => word.endsWith(suffix)).map((suffix) => word.slice(0, -suffix.length));
  return [word, ...shorter].flatMap(roots).filter((base) => base.length > 3);
};

// The most used of `known`, a Map of words and how often each is used, that has a root in common with `word`
// ("diteliti": "penelitian"); `word` itself where there is none, or it
// is known.
export function relative(word, known) {
  if (known.has(word)) return word;
  const own = new Set(bases(word));
  const uses = (other) => known.get(other) ?? 0;
  return [...known.keys()]
    .filter((other) => bases(other).some((base) => own.has(base)))
    .reduce((best, other) => (uses(other) > uses(best) ? other : best), word);
}

// Without words of grammar, and single letters, where others are left.
export function telling(words, { plain }) {
  const left = words.filter((word) => !plain.includes(word) && !/^\p{L}$/u.test(word));
  return left.length ? left : words;
}

const swap = (text, word, other) => ` ${text} `.replace(` ${word} `, ` ${other} `).trim();
const holds = (text, word) => ` ${text} `.includes(` ${word} `);

// The query as words joined by spaces, and the same with each word that means the same in its place.
export function variants(query, { same, spelt }) {
  const found = new Set([tokens(query).join(" ")]);
  for (const [wrong, right] of Object.entries(spelt))
    for (const text of found) if (holds(text, wrong)) found.add(swap(text, wrong, right));
  for (const text of found)
    for (const group of same)
      for (const word of group)
        if (holds(text, word)) for (const other of group) if (found.size < MOST) found.add(swap(text, word, other));
  return [...found];
}

// The query with a word that is not the same but near in the place of another; empty where there is none.
export function nearby(query, words) {
  const asked = variants(query, words);
  for (const pair of words.near)
    for (const [at, word] of pair.entries()) {
      const text = asked.find((one) => holds(one, word));
      if (text && !asked.some((one) => holds(one, pair[1 - at]))) return swap(text, word, pair[1 - at].toUpperCase());
    }
  return "";
}
