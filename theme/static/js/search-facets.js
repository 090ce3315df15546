// What narrows results down. Controls stay where they are while their choices change, so that no focus is lost.
import { JOINING } from "./search-index.js";

export const FACETS = ["Rubrik", "Topik", "Provinsi", "Tahun", JOINING];
const MOST = 12; // of 200 topics nobody reads all: those that results have most
const LABELS = { [JOINING]: "Masih bisa diikuti" };

function control(place, name, onChange) {
  const held = place.querySelector(`[name="${name}"]`);
  if (held) return held;
  const made = document.createElement(name === JOINING ? "input" : "select");
  made.name = name;
  if (name === JOINING) Object.assign(made, { type: "checkbox", value: "ya" });
  const label = document.createElement("label");
  label.className = name === JOINING ? "search-form__choice" : "search-form__facet";
  if (name === JOINING) label.append(made, LABELS[name]);
  else label.append(name, made);
  made.addEventListener("change", onChange);
  place.append(label);
  return made;
}

function values(name, counts, chosen) {
  const found = Object.entries(counts[name] ?? {}).filter(([, hits]) => hits);
  const byHits = ([a, hits], [b, others]) => others - hits || a.localeCompare(b, "id");
  const names = found.sort(byHits).slice(0, MOST).map(([value]) => value);
  if (chosen && !names.includes(chosen)) names.push(chosen);
  return name === "Tahun" ? names.sort().reverse() : names;
}

export function showFacets(place, counts, picked, onChange) {
  for (const name of FACETS) {
    const chosen = picked[name] ?? "";
    const offered = values(name, counts, chosen);
    const made = control(place, name, onChange);
    if (name === JOINING) made.checked = Boolean(chosen);
    else {
      made.replaceChildren(new Option("semua", ""), ...offered.map((value) => new Option(value, value)));
      made.value = chosen;
    }
    made.closest("label").hidden = !offered.length;
  }
  place.hidden = ![...place.children].some((label) => !label.hidden);
}

export function pickedIn(place) {
  const picked = {};
  for (const made of place.querySelectorAll("[name]"))
    if (made.type === "checkbox" ? made.checked : made.value) picked[made.name] = made.value;
  return picked;
}
