// The portal's own words that are spelt nearly as a word of the query (pagefind/<part>/kata.json).

// Letters to change, leave out, add or exchange with the next (optimal string alignment); `most` + 1 where it is more.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = [...Array(other.length + 1).keys()];
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      const isSwap = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (isSwap) next[at] = Math.min(next[at], before[at - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[other.length], most + 1);
}

// The nearest of `known`, a Map of words and how often each is used; empty where none is near enough.
export function nearest(word, known) {
  if (word.length < 4 || /\d/.test(word)) return "";
  const most = word.length < 8 ? 1 : 2;
  let best = ["", most + 1, 0];
  for (const [other, uses] of known) {
    if (other.length < 3) continue;
    const far = distance(word, other, most);
    if (far < best[1] || (far === best[1] && far <= most && uses > best[2])) best = [other, far, uses];
  }
  return best[0];
}
