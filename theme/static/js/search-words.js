// What readers may mean as well: words that mean the same, and words that are near (cari/kosakata.json).
const MOST = 8;

export const fold = (query) =>
  query.toLowerCase().replace(/[^\p{L}\p{M}\p{N}.-]+/gu, " ").replace(/(^|\s)[.-]+|[.-]+(?=\s|$)/g, "$1").trim();

const swap = (text, word, other) => ` ${text} `.replace(` ${word} `, ` ${other} `).trim();
const holds = (text, word) => ` ${text} `.includes(` ${word} `);

// The query, and the same with each word that means the same in its place.
export function variants(query, { same, spelt }) {
  const found = new Set([fold(query)]);
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
