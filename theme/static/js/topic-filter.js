// Leaves of all topics, from A to Z, those that hold every word of the field.
const place = document.querySelector(".topic-filter");
const field = place.querySelector("input");
const found = place.querySelector("[role=status]");
const entries = [...document.querySelectorAll(".topic-alphabet__entry")];
const without = document.querySelectorAll(".topic-alphabet__letters, [aria-labelledby=k-pohon]");

field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of entries) {
    const text = entry.textContent.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
  }
  for (const group of document.querySelectorAll(".topic-alphabet__group")) {
    group.hidden = !group.querySelector(".topic-alphabet__entry:not([hidden])");
  }
  for (const part of without) part.hidden = words.length > 0;
  const count = entries.filter(({ hidden }) => !hidden).length;
  found.textContent = words.length ? `${count} dari ${entries.length} nama topik cocok.` : "";
});
place.hidden = false;
